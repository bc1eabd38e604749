/** The user's terminal on a line that speaks no PPP yet: keys go there as they are pressed. */
import { setTimeout as pause } from 'node:timers/promises';

/** Ctrl-], as telnet has it. */
const leave = 0x1d;
/** Of one message to the helper, which also minds how many there are a second. */
const mostBytes = 4_096;
const betweenMessages = 60;

export class LineTerminal {
  readonly #write: (data: string) => Promise<unknown>;
  #typed = Buffer.alloc(0);
  #sending: Promise<void> | undefined;

  /** `write` takes base64. */
  constructor(write: (data: string) => Promise<unknown>) {
    this.#write = write;
  }

  /** Resolves when the user leaves. Rejects when `signal` ends it, or the line is gone. */
  done(signal: AbortSignal): Promise<void> {
    const { stdin } = process;
    stdin.setRawMode(true);
    stdin.resume();
    return new Promise<void>((resolve, reject) => {
      const finish = (end: () => void) => {
        stdin.off('data', onData);
        signal.removeEventListener('abort', onAbort);
        stdin.setRawMode(false);
        stdin.pause();
        end();
      };
      const onAbort = () => {
        finish(() => {
          reject(new Error('the line is gone'));
        });
      };
      const onData = (chunk: Buffer | string) => {
        const bytes = Buffer.from(chunk);
        const end = bytes.indexOf(leave);
        this.#typed = Buffer.concat([this.#typed, end < 0 ? bytes : bytes.subarray(0, end)]);
        const sent = this.#send();
        if (end < 0) sent.catch(onAbort);
        else
          finish(() => {
            sent.then(resolve, reject);
          });
      };
      stdin.on('data', onData);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** What is typed while a message is on its way goes with the next; resolves when all has gone. */
  #send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#typed.length > 0) {
      const part = this.#typed.subarray(0, mostBytes);
      this.#typed = this.#typed.subarray(part.length);
      await this.#write(part.toString('base64'));
      await pause(betweenMessages);
    }
  }
}
