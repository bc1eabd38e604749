/**
 * The ids of our PPTP calls: 16 bits, random so that address translators do not mix us up with our neighbours, and
 * never the same twice towards one peer (RFC 2637 §2.7).
 */
import type { Random } from '../../protocol/clock.ts';

const inUse = new Map<string, Set<number>>();

export interface CallId {
  readonly value: number;
  release(): void;
}

export function reserveCallId(peer: string, random: Random): CallId {
  const taken = inUse.get(peer) ?? new Set<number>();
  if (taken.size >= 0xfff0) throw new Error(`no call id left towards ${peer}`);
  let value = 0;
  while (value === 0 || taken.has(value)) {
    const [high = 0, low = 0] = random(2);
    value = (high << 8) | low;
  }
  taken.add(value);
  inUse.set(peer, taken);
  let held = true;
  return {
    value,
    release() {
      if (!held) return;
      held = false;
      taken.delete(value);
      if (taken.size === 0 && inUse.get(peer) === taken) inUse.delete(peer);
    },
  };
}
