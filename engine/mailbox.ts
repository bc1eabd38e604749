/**
 * Delivers events one by one after the caller has returned: protocol machines may not be called back from inside their
 * own events, and their owners want to do exactly that.
 */
export class Mailbox<T> {
  readonly #deliver: (item: T) => void;
  readonly #items: T[] = [];
  #scheduled = false;
  #closed = false;

  constructor(deliver: (item: T) => void) {
    this.#deliver = deliver;
  }

  post(item: T): void {
    if (this.#closed) return;
    this.#items.push(item);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#drain();
    });
  }

  /** Whatever was not delivered yet never will be. */
  close(): void {
    this.#closed = true;
    this.#items.length = 0;
  }

  #drain(): void {
    this.#scheduled = false;
    for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift()) this.#deliver(item);
  }
}
