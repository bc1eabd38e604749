/** A wait that may be cut short, also before it has begun. */
import type { Clock } from '../engine/call-types.ts';

export class Pause {
  readonly #over = Promise.withResolvers<undefined>();

  async wait(clock: Clock, milliseconds: number): Promise<void> {
    const cancel = clock.after(milliseconds, () => {
      this.end();
    });
    await this.#over.promise;
    cancel();
  }

  end(): void {
    this.#over.resolve(undefined);
  }
}
