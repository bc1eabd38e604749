/** What the windows show, and a number that grows with every change of it. */
import type { AppEvent, AppState, Slice } from '../../contract/app.ts';

export class Model {
  readonly #publish: (event: AppEvent<'changed'>) => void;
  readonly #listeners: ((state: AppState, changed: ReadonlySet<Slice>) => void)[] = [];
  #state: AppState;
  #revision = 1;

  constructor(state: AppState, publish: (event: AppEvent<'changed'>) => void) {
    this.#state = state;
    this.#publish = publish;
  }

  get state(): AppState {
    return this.#state;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Replaces whole slices; those that are the very same as before are no change. */
  set(slices: Partial<AppState>): void {
    const changed = new Set(
      (Object.keys(slices) as Slice[]).filter((name) => slices[name] !== this.#state[name]),
    );
    if (changed.size === 0) return;
    this.#state = { ...this.#state, ...slices };
    this.#revision += 1;
    const state = Object.fromEntries([...changed].map((name) => [name, this.#state[name]]));
    this.#publish({ revision: this.#revision, state });
    for (const listener of this.#listeners) listener(this.#state, changed);
  }

  /** Calls `listener` after every change, as long as the program runs. */
  watch(listener: (state: AppState, changed: ReadonlySet<Slice>) => void): void {
    this.#listeners.push(listener);
  }
}
