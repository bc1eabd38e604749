/** The frame a message comes from: the one page of a window. Frames inside it do not exist, its policy forbids them. */
import { fromBrowser } from './address.ts';

export class HostFrame {
  #url = '';
  #detached = false;

  /** As main knows it; empty while there is no page of ours. */
  get url(): string {
    return this.#url;
  }

  get origin(): string {
    if (this.#url === '') return 'null';
    const { protocol, host } = new URL(this.#url);
    return `${protocol}//${host}`;
  }

  get detached(): boolean {
    return this.#detached;
  }

  readonly parent = null;

  get top(): this {
    return this;
  }

  navigated(browserUrl: string): void {
    this.#url = fromBrowser(browserUrl) ?? '';
  }

  detach(): void {
    this.#detached = true;
  }
}
