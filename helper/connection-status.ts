/** What a connection is like, in the contract's words; keys that mean nothing yet are left out. */
import type { Projected } from '../engine/call-types.ts';
import type { ConnectionStatus } from '../contract/status.ts';
import type { Speaker } from './call-report.ts';
import type { LegNetwork } from './network.ts';
import { statusAgreement } from './status-agreement.ts';

type Told = Pick<ConnectionStatus, 'state' | 'since' | 'dialledAt'>;
type MayBeUnknown = 'detail' | 'connectedAt' | 'lineSpeed' | 'counters' | 'redial';
type Known = Told & { readonly [Key in MayBeUnknown]: ConnectionStatus[Key] | undefined };

export function connectionStatusOf(
  { entry, call, leg }: Speaker,
  { state, since, dialledAt, detail, connectedAt, lineSpeed, counters, redial }: Known,
  projected: Projected | undefined,
  network: Pick<LegNetwork, 'dns' | 'routes'>,
): ConnectionStatus {
  return {
    entry: entry.name,
    call,
    leg,
    kind: entry.device.kind,
    state,
    ...(detail === undefined ? {} : { detail }),
    since,
    dialledAt,
    ...(connectedAt === undefined ? {} : { connectedAt }),
    ...(entry.dialFirst === undefined ? {} : { beneath: entry.dialFirst }),
    ...(lineSpeed === undefined ? {} : { lineSpeed }),
    ...(projected === undefined
      ? {}
      : {
          interfaceName: projected.interfaceName,
          mtu: projected.mtu,
          ...(projected.server === undefined ? {} : { server: projected.server }),
          agreement: statusAgreement(projected.agreement),
        }),
    dns: [...network.dns],
    routes: [...network.routes],
    ...(counters === undefined ? {} : { counters }),
    idleLimit: entry.idle,
    ...(redial === undefined ? {} : { redial }),
  };
}
