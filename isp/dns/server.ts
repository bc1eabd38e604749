/** A name server for a handful of names, on one address: enough for DNS to be seen working through a call. */
import { createSocket } from 'node:dgram';
import { decodeQuery, dnsType, encodeAnswer, encodeRefusal } from './message.ts';

/** The reply to one datagram, or undefined when it deserves none. */
export function respond(query: Uint8Array, names: Readonly<Record<string, string>>): Uint8Array | undefined {
  const decoded = decodeQuery(query);
  if ('ignored' in decoded) return undefined;
  if ('refuse' in decoded) return encodeRefusal(decoded);
  const address = Object.hasOwn(names, decoded.name) && decoded.isInternet ? names[decoded.name] : undefined;
  if (address === undefined) return encodeAnswer(decoded, 'no-such-name');
  const asked = decoded.type === dnsType.a || decoded.type === dnsType.any;
  return encodeAnswer(decoded, { address: asked ? address : undefined });
}

export interface DnsServer {
  close(): Promise<void>;
}

/** Resolves once it listens; rejects with the system's error. */
export async function startDnsServer(
  address: string,
  names: Readonly<Record<string, string>>,
  log: (text: string) => void,
  port = 53,
): Promise<DnsServer & { readonly port: number }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const reply = respond(query, names);
    if (reply === undefined) return;
    socket.send(reply, from.port, from.address, (error) => {
      if (error !== null)
        log(`dns ${address}: the answer to ${from.address} did not leave: ${error.message}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      socket.on('error', (error) => {
        log(`dns ${address}: ${error.message}`);
      });
      resolve();
    });
  });
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
}
