/** What a call asks of PPP, made of what the user wants and of what the line it has got can carry. */
import type { LinkOptions } from '../protocol/ppp/link-types.ts';
import type { CallOptions } from './call-types.ts';
import { tunnelMru } from './mtu.ts';
import type { Connection } from './ports/port.ts';

export function linkOptions(
  options: CallOptions,
  connection: Connection,
  scriptAddress?: string,
): LinkOptions {
  return {
    role: 'calling',
    async: connection.async,
    mru: tunnelMru(connection.pathMtu, options.mru),
    fieldCompression: options.fieldCompression,
    calling: { credentials: options.credentials, acceptable: options.auth, interactive: options.interactive },
    encryption: options.encryption,
    ipv4: {
      local: scriptAddress ?? options.ipv4Address ?? '0.0.0.0',
      remote: '0.0.0.0',
      requestNameServers: options.requestNameServers,
    },
    ...(options.ipv6 ? { ipv6: {} } : {}),
    echo: options.echo,
  };
}
