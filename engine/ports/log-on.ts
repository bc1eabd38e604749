/** What stands between a connected line and PPP: a person at a terminal, or the script of the entry. */
import { interactiveDetail } from '../../contract/dial-state.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { ScriptCredentials } from '../../protocol/scp/program.ts';
import type { Script } from '../../protocol/scp/script-types.ts';
import { LineTerminal } from './line-terminal.ts';
import type { PortHost } from './port.ts';

export interface LogOn {
  /** When a person gets the line; a script runs after dialling, unless a person does. */
  readonly terminal: 'before' | 'after' | undefined;
  readonly script: Script | undefined;
  readonly credentials: ScriptCredentials;
  /** Somebody is there to type. */
  readonly interactive: boolean;
}

export interface TerminalOwner {
  readonly host: PortHost;
  send(bytes: Uint8Array): void;
  carrierLost(): void;
  failed(failure: Failure): void;
  done(rest: Uint8Array): void;
}

const hostOf = ({ host, ...owner }: TerminalOwner, interactive: boolean) => ({
  ...owner,
  clock: host.environment.clock,
  arrived: (bytes: Uint8Array) => {
    host.terminal(bytes);
  },
  log: (text: string) => {
    host.log({ layer: 'modem', text });
  },
  halted: () => {
    if (interactive) host.state('interactive', interactiveDetail.after);
    return interactive;
  },
  address: (address: string) => {
    host.scriptAddress(address);
  },
});

/** What a line needs once the other end is on it; undefined: nothing, PPP may start. */
export function afterDialling(
  { terminal, script, credentials, interactive }: LogOn,
  owner: TerminalOwner,
): { readonly terminal: LineTerminal; readonly detail: string } | undefined {
  const host = hostOf(owner, interactive);
  if (terminal === 'after')
    return {
      terminal: new LineTerminal({ who: 'other end', credentials }, host),
      detail: interactiveDetail.after,
    };
  if (script === undefined) return undefined;
  return {
    terminal: new LineTerminal({ who: 'other end', script, credentials }, host),
    detail: interactiveDetail.script,
  };
}

export const beforeDialling = (owner: TerminalOwner): LineTerminal =>
  new LineTerminal({ who: 'modem' }, hostOf(owner, true));
