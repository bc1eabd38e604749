/** What the choices of the Security page are worth, in plain words; nothing where they are as strong as can be. */
import type { Meaning } from '../../store/draft-entry.ts';

export function securityAdvice({
  auth,
  encryption,
  device,
}: Pick<Meaning, 'auth' | 'encryption' | 'device'>): string[] {
  const tunnel = device.kind === 'pptp';
  const keyed = auth.some((method) => method === 'mschap' || method === 'mschap-v2' || method === 'eap');
  const advice: string[] = [];
  if (!keyed && (encryption === 'require' || encryption === 'maximum'))
    advice.push(
      'Encryption takes its keys from MS-CHAP or EAP, and neither is allowed: no call will come up.',
    );
  if (encryption === 'none')
    advice.push(
      tunnel
        ? 'Everything in this tunnel can be read by whoever is on the way.'
        : 'Data crosses the line unencrypted, as with most providers.',
    );
  if (encryption === 'optional' && tunnel)
    advice.push(
      'If the server does not ask for encryption, everything in this tunnel can be read on the way.',
    );
  if (auth.includes('pap'))
    advice.push(
      tunnel
        ? 'PAP sends the password in clear across the network between here and the server.'
        : 'PAP sends the password in clear; on a telephone line only the provider hears it.',
    );
  if (tunnel && auth.includes('mschap'))
    advice.push('The first version of MS-CHAP can be broken within a day, and the password with it.');
  return advice;
}
