/** A way to the other end: it opens a data path, says when PPP may start on it, and knows how to hang up. */
import type { DialState } from '../../contract/dial-state.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { LogLine } from '../call-types.ts';
import type { DataPath } from '../data-path.ts';
import type { Environment } from '../environment.ts';
import type { Terminal } from './line-terminal.ts';

export interface Connection {
  readonly path: DataPath;
  /** True where PPP travels as HDLC on a line, false over GRE. */
  readonly async: boolean;
  /** Bits per second as the modem or the server says. */
  readonly speed?: number;
  /** PPTP: the server's address. */
  readonly server?: string;
  /** PPTP: the longest IP packet that the way to the server takes whole. */
  readonly pathMtu?: number;
  /** What it means here that PPP got no answer at all, where it means more than that. */
  readonly silence?: () => Failure;
}

/** Nothing here calls back into the port before it has returned. */
export interface PortHost {
  readonly environment: Environment;
  state(state: DialState, detail?: string): void;
  log(line: LogLine): void;
  resolve(name: string): Promise<readonly string[]>;
  reachServer(address: string): Promise<void>;
  /** What the line said in the state interactive. */
  terminal(bytes: Uint8Array): void;
  /** The script of the entry says which address is ours. Before `ready`. */
  scriptAddress(address: string): void;
  /** Connected; PPP may start. Told once. */
  ready(connection: Connection): void;
  /** No connection came about, or it ended by itself. Told once; `hangUp` or `close` still has to follow. */
  failed(failure: Failure): void;
  /** Packets longer than this (as IP packets inside PPP) do not get through. */
  pathMtu(mtu: number): void;
  /** Everything is released; follows `hangUp`. */
  closed(): void;
}

export interface Port {
  open(): void;
  /** From any state: ends what lies below PPP politely; `closed` follows, within a few seconds where the other end is silent. */
  hangUp(): void;
  /** Releases everything at once; nothing is told afterwards. Idempotent. */
  close(): void;
  /** Undefined before it is open. */
  readonly path: DataPath | undefined;
  /** In the state interactive. */
  readonly terminal: Terminal | undefined;
}
