/** ipcMain: what main answers to each channel a page may invoke. */
import type { Preventable } from '../event.ts';
import type { HostFrame } from './frame.ts';

/** The page that asks. */
export interface Sender {
  readonly id: number;
  readonly mainFrame: HostFrame;
}

export interface InvokeEvent extends Preventable {
  readonly sender: Sender;
  readonly senderFrame: HostFrame | null;
}

export type Handler = (event: InvokeEvent, ...values: unknown[]) => unknown;

class HostIpcMain {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, listener: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  handlerOf(channel: string): Handler | undefined {
    return this.#handlers.get(channel);
  }
}

export const ipcMain = new HostIpcMain();
