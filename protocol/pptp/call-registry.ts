/** The calls of one control connection, and which of them a message means. */
import type { CallState } from './states.ts';

export interface ControlCall {
  state: CallState;
  /** Undefined at a PAC until the owner accepts the call. */
  callId: number | undefined;
  /** Undefined at a PNS until the Outgoing-Call-Reply. */
  peerCallId: number | undefined;
  peerWindow: number;
  processingDelay: number;
  speed: number;
  /** Stops the timer of the present state. */
  cancelLimit: () => void;
}

/** Calls remembered after their end, so that a late word about one is not taken for another's. */
const endedKept = 16;

const swapped = (id: number) => ((id & 0xff) << 8) | (id >>> 8);

export class CallRegistry {
  readonly #calls = new Set<ControlCall>();
  readonly #ended: number[] = [];

  get size(): number {
    return this.#calls.size;
  }

  add(call: ControlCall): void {
    this.#calls.add(call);
  }

  remove(call: ControlCall): void {
    call.cancelLimit();
    if (!this.#calls.delete(call)) return;
    for (const id of [call.callId, call.peerCallId]) if (id !== undefined) this.#ended.push(id);
    this.#ended.splice(0, Math.max(0, this.#ended.length - 2 * endedKept));
  }

  clear(): void {
    for (const call of [...this.#calls]) this.remove(call);
  }

  byOwnId(id: number): ControlCall | undefined {
    return this.#find((call) => call.callId === id);
  }

  byPeerId(id: number): ControlCall | undefined {
    return this.#find((call) => call.peerCallId === id);
  }

  /** Whether only calls that are being cleared are left. */
  get allClearing(): boolean {
    return this.#find((call) => call.state !== 'wait-disconnect') === undefined;
  }

  /**
   * The call `id` means, in a field that by the RFC holds the id `owner` gave. Peers put the other id there, or swap its
   * octets, and NATs rewrite it (accel-ppp, ISA Server); with one call there is not much to choose from.
   */
  match(id: number, owner: 'us' | 'peer'): ControlCall | undefined {
    const [first, second] =
      owner === 'us'
        ? [this.byOwnId.bind(this), this.byPeerId.bind(this)]
        : [this.byPeerId.bind(this), this.byOwnId.bind(this)];
    const exact = first(id) ?? second(id);
    if (exact !== undefined) return exact;
    if (this.#ended.includes(id)) return undefined;
    const other = swapped(id);
    const mirrored = first(other) ?? second(other);
    if (mirrored !== undefined) return mirrored;
    if (this.#ended.includes(other)) return undefined;
    return this.#calls.size === 1 ? this.#find(() => true) : undefined;
  }

  #find(condition: (call: ControlCall) => boolean): ControlCall | undefined {
    for (const call of this.#calls) if (condition(call)) return call;
    return undefined;
  }
}
