/** The pages that listen: what main tells them goes through here, the only place that sends to a page. */
import type { WebContents } from 'electron';
import type { AppEvent, AppEventName } from '../../contract/app.ts';
import { eventChannel } from '../../contract/app.ts';

export type Page = Pick<WebContents, 'id' | 'isDestroyed' | 'once' | 'send'>;

export class Pages {
  readonly #subscribed = new Map<number, Page>();
  /** By entry: whose terminal it shows. */
  readonly #terminals = new Map<string, Set<number>>();

  subscribe(page: Page): void {
    if (this.#subscribed.has(page.id)) return;
    this.#subscribed.set(page.id, page);
    page.once('destroyed', () => {
      this.#subscribed.delete(page.id);
      for (const readers of this.#terminals.values()) readers.delete(page.id);
    });
  }

  /** From now on this page hears what arrives on this entry's line. */
  readTerminal(page: Page, entry: string): void {
    this.subscribe(page);
    const readers = this.#terminals.get(entry) ?? new Set();
    this.#terminals.set(entry, readers.add(page.id));
  }

  publish<E extends AppEventName>(name: E, body: AppEvent<E>): void {
    for (const page of this.#subscribed.values()) this.#send(page, name, body);
  }

  publishTerminal(body: AppEvent<'terminal'>): void {
    for (const id of this.#terminals.get(body.entry) ?? []) {
      const page = this.#subscribed.get(id);
      if (page) this.#send(page, 'terminal', body);
    }
  }

  #send<E extends AppEventName>(page: Page, name: E, body: AppEvent<E>): void {
    if (!page.isDestroyed()) page.send(eventChannel(name), body);
  }
}
