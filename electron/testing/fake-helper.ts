/** A helper as far as a link shows one: answers are given by the test, events are told by it. */
import { failure } from '../../client/index.ts';
import type { HelperEvent, Request, Response, Verb } from '../../contract/helper.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import type { HelperLink } from '../main/helper-session.ts';

export interface Asked {
  readonly verb: Verb;
  readonly body: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Verbs the fake answers by itself; the others wait for the test. */
const automatic: readonly Verb[] = ['subscribe', 'status', 'hangup', 'retryWith', 'changePassword'];

export class FakeHelper implements HelperLink {
  readonly run = 'boot/1/1';
  readonly asked: Asked[] = [];
  connections: ConnectionStatus[] = [];
  readonly #listeners = new Set<(event: HelperEvent) => void>();
  readonly #end = Promise.withResolvers<undefined>();
  closedByUs = false;

  get closed(): Promise<void> {
    return this.#end.promise;
  }

  request<V extends Verb>(verb: V, body: Request<V>): Promise<Response<V>> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.asked.push({ verb, body, resolve, reject });
    if (automatic.includes(verb))
      resolve(verb === 'hangup' ? { wasConnected: true } : { connections: this.connections });
    return promise as Promise<Response<V>>;
  }

  listen(listener: (event: HelperEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.closedByUs = true;
    this.#end.resolve(undefined);
  }

  tell(event: HelperEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  state(
    entry: string,
    state: ConnectionStatus['state'],
    more: { call?: number; detail?: string } = {},
  ): void {
    this.tell({
      event: 'state',
      body: {
        time: 1,
        entry,
        call: more.call ?? 1,
        leg: 'isp',
        state,
        ...(more.detail ? { detail: more.detail } : {}),
      },
    });
  }

  of(verb: Verb): Asked[] {
    return this.asked.filter((each) => each.verb === verb);
  }

  /** Killed: every question it left open fails as HelperConnection's do. */
  die(): void {
    for (const { reject } of this.asked) reject(failure(834, 'The helper has gone.'));
    this.#end.resolve(undefined);
  }
}

export const status = (entry: string, more: Partial<ConnectionStatus> = {}): ConnectionStatus => ({
  entry,
  call: 1,
  leg: 'isp',
  kind: 'tcp-modem',
  state: 'connected',
  since: 1,
  dialledAt: 1,
  dns: [],
  routes: [],
  idleLimit: 0,
  ...more,
});
