/**
 * One end of a link as a process of its own, so that a test can put it into a network namespace.
 * A line of JSON a request on stdin (`[id, target, method, ...args]`), a line an answer or a batch of events on stdout;
 * bytes travel as `{hex}`.
 */
import { createInterface } from 'node:readline';
import { Link, openPty, Tun } from '../index.js';
import { fromJson, toJson } from './end-json.ts';
import type { Transport } from '../index.js';

const links = new Map<string, Link>();
const tuns = new Map<string, Tun>();

function say(message: unknown): void {
  process.stdout.write(`${toJson(message)}\n`);
}

function perform(target: string, method: string, args: readonly unknown[]): unknown {
  switch (method) {
    case 'openPty':
      return openPty();
    case 'newLink':
      links.set(
        target,
        new Link({ transport: args[0] as Transport, onEvents: (events) => say({ target, events }) }),
      );
      return undefined;
    case 'newTun': {
      const tun = new Tun(args[0] as { prefix: string; mtu: number });
      tuns.set(target, tun);
      return { name: tun.name, index: tun.index };
    }
    case 'attachTun':
      links.get(target)?.attachTun(args[0] === undefined ? undefined : tuns.get(args[0] as string));
      return undefined;
    default: {
      const object = links.get(target) ?? tuns.get(target);
      const call = (
        object as unknown as Record<string, ((...all: unknown[]) => unknown) | undefined> | undefined
      )?.[method];
      if (call === undefined) throw new Error(`no ${target}.${method}`);
      return call.apply(object, [...args]);
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [id, target, method, ...rest] = fromJson(line) as [number, string, string, ...unknown[]];
  // JSON has no undefined; nothing at this seam takes null.
  const args = rest.map((arg) => arg ?? undefined);
  try {
    say({ id, result: perform(target, method, args) });
  } catch (error) {
    say({ id, error: { ...(error as object), message: (error as Error).message } });
  }
}
process.exit(0);
