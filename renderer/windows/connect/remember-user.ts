/** The phonebook remembers who logs on where, so that it need not be typed again; passwords are kept elsewhere. */
import type { CallRequest } from '../../../contract/app.ts';
import type { Entry } from '../../../contract/phonebook.ts';
import { call } from '../../bridge.ts';
import { appNow, entryView } from '../../store/index.ts';

type Logons = CallRequest<'dial'>['logons'];

/** The entry as it is from now on; undefined: it says so already. */
export function withUser(
  entry: Entry,
  { user, domain = '' }: Pick<Logons[string], 'user' | 'domain'>,
): Entry | undefined {
  if (user === (entry.user ?? '') && domain === (entry.domain ?? '')) return undefined;
  const rest = { ...entry };
  delete rest.user;
  delete rest.domain;
  return { ...rest, ...(user === '' ? {} : { user }), ...(domain === '' ? {} : { domain }) };
}

export async function rememberUsers(logons: Logons): Promise<void> {
  for (const [name, logon] of Object.entries(logons)) {
    const known = entryView(name)(appNow())?.entry;
    const entry = known && withUser(known, logon);
    if (entry !== undefined) await call('saveEntry', { entry, replaces: name });
  }
}
