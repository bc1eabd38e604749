/**
 * What this host puts into a page before the page's own scripts: the two ends of the context bridge, and in the preload's own
 * world the few names a preload script may ask for. Each function goes there as its source text, so it uses nothing from
 * outside itself.
 */

/** The page's document, which is all the two worlds share. */
declare const document: EventTarget & { readonly hidden: boolean };

export type Anything = (...values: unknown[]) => unknown;

/** A value on its way from one world to the other. Functions and promises stay where they are and get a number. */
export type Packed =
  | { readonly value: unknown }
  | { readonly error: string }
  | { readonly function: number }
  | { readonly promise: number }
  | { readonly members: readonly (readonly [string, Packed])[] };

type Said =
  | { readonly say: 'expose'; readonly key: string; readonly api: Packed }
  | { readonly say: 'call'; readonly call: number; readonly of: number; readonly values: readonly Packed[] }
  | { readonly say: 'returned'; readonly call: number; readonly value: Packed }
  | { readonly say: 'settled'; readonly promise: number; readonly ok: boolean; readonly value: Packed }
  | { readonly say: 'dropped'; readonly function: number };

/**
 * One end of the bridge. Messages are events on the document; an event's detail is copied from world to world as structured
 * clone does. Their names meet no others by chance, but are no secret to a page that looks for them: what it makes up reaches the
 * functions it was given and nothing else, so it can spoil its own end at most.
 */
export function openBridge(
  speak: string,
  hear: string,
  exposed: (key: string, api: unknown) => void,
): (key: string, api: unknown) => void {
  const { Map, Promise, Error, Object, Reflect, CustomEvent, structuredClone } = globalThis;
  const dispatch = Reflect.get(EventTarget.prototype, 'dispatchEvent') as Anything;
  const functions = new Map<number, Anything>();
  const promises = new Map<number, { resolve: Anything; reject: Anything }>();
  const returned = new Map<number, Packed>();
  // Once nothing over here holds a function from over there, that side may forget it.
  const dropped = new FinalizationRegistry((number: number) => say({ say: 'dropped', function: number }));
  let last = 0;

  const say = (message: Said): void => {
    Reflect.apply(dispatch, document, [new CustomEvent(speak, { detail: message })]);
  };
  const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

  function pack(value: unknown, deep = false): Packed {
    if (typeof value === 'function') {
      functions.set((last += 1), value as Anything);
      return { function: last };
    }
    if (value instanceof Promise) {
      const promise = (last += 1);
      value.then(
        (result: unknown) => say({ say: 'settled', promise, ok: true, value: pack(result) }),
        (error: unknown) => say({ say: 'settled', promise, ok: false, value: { error: text(error) } }),
      );
      return { promise };
    }
    if (deep && typeof value === 'object' && value !== null) {
      return { members: Object.entries(value).map(([key, member]) => [key, pack(member, true)]) };
    }
    // What cannot be copied would silently arrive as null.
    return { value: typeof value === 'object' ? structuredClone(value) : value };
  }

  function unpack(packed: Packed): unknown {
    if ('members' in packed) {
      return Object.freeze(
        Object.fromEntries(packed.members.map(([key, member]) => [key, unpack(member)] as const)),
      );
    }
    if ('error' in packed) return new Error(packed.error);
    if ('function' in packed) {
      const of = packed.function;
      const stand = (...values: unknown[]): unknown => {
        const call = (last += 1);
        say({ say: 'call', call, of, values: values.map((value) => pack(value)) });
        const answer = returned.get(call);
        returned.delete(call);
        if (answer === undefined) throw new Error('the other side of the bridge is gone');
        if ('error' in answer) throw unpack(answer);
        return unpack(answer);
      };
      dropped.register(stand, of);
      return stand;
    }
    if ('promise' in packed) {
      return new Promise((resolve, reject) => promises.set(packed.promise, { resolve, reject }));
    }
    return packed.value;
  }

  function answer(of: number, values: readonly Packed[]): Packed {
    const called = functions.get(of);
    if (called === undefined) return { error: 'no such function' };
    try {
      return pack(called(...values.map(unpack)));
    } catch (error) {
      return { error: text(error) };
    }
  }

  document.addEventListener(hear, (event) => {
    const said = (event as CustomEvent<Said>).detail;
    if (said.say === 'expose') exposed(said.key, unpack(said.api));
    if (said.say === 'call') say({ say: 'returned', call: said.call, value: answer(said.of, said.values) });
    if (said.say === 'returned') returned.set(said.call, said.value);
    if (said.say === 'dropped') functions.delete(said.function);
    if (said.say === 'settled') {
      const promise = promises.get(said.promise);
      promises.delete(said.promise);
      if (said.ok) promise?.resolve(unpack(said.value));
      else promise?.reject(unpack(said.value));
    }
  });
  return (key, api) => say({ say: 'expose', key, api: pack(api, true) });
}

/** What the preload's world tells the host, as JSON through a binding that exists in that world only. */
export type FromPage =
  | {
      readonly type: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly values: readonly unknown[];
    }
  | {
      readonly type: 'state';
      readonly width: number;
      readonly height: number;
      /** Minimised: nobody sees it. */
      readonly hidden: boolean;
    };

/** What the host tells it. */
export type ToPage =
  | { readonly type: 'event'; readonly channel: string; readonly values: readonly unknown[] }
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value?: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly error: string };

export interface PreloadModules {
  readonly require: (name: string) => unknown;
}

/** The preload's world: what its `require('electron')` gives. */
export function preloadModules(
  binding: string,
  receiver: string,
  expose: (key: string, api: unknown) => void,
): PreloadModules {
  const world = globalThis as unknown as Record<string, unknown>;
  const tell = world[binding] as (json: string) => void;
  const listeners = new Map<string, Set<Anything>>();
  const waiting = new Map<number, { resolve: Anything; reject: Anything }>();
  let last = 0;

  world[receiver] = (message: ToPage): void => {
    if (message.type === 'event') {
      for (const listener of [...(listeners.get(message.channel) ?? [])]) listener({}, ...message.values);
      return;
    }
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) one?.resolve(message.value);
    else one?.reject(new Error(message.error));
  };

  const page = globalThis as unknown as EventTarget & { innerWidth: number; innerHeight: number };
  const state = (): void => {
    const { innerWidth: width, innerHeight: height } = page;
    tell(JSON.stringify({ type: 'state', width, height, hidden: document.hidden } satisfies FromPage));
  };
  page.addEventListener('resize', state);
  document.addEventListener('visibilitychange', state);

  const ipcRenderer = {
    invoke: (channel: string, ...values: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const id = (last += 1);
        waiting.set(id, { resolve, reject });
        tell(JSON.stringify({ type: 'invoke', id, channel, values } satisfies FromPage));
      }),
    on: (channel: string, listener: Anything): object => {
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(listener));
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Anything): object => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const electron = { contextBridge: { exposeInMainWorld: expose }, ipcRenderer };
  return {
    require(name) {
      if (name !== 'electron') throw new Error(`a sandboxed preload script has no module ${name}`);
      return electron;
    },
  };
}

/**
 * A browser's own keys and menu are no part of an application's window. What the page has not used and is not for editing text
 * or enlarging it (Ctrl with + - 0) does nothing, as in Electron without a menu.
 */
export function withoutBrowserKeys(): void {
  const editing = new Set(['a', 'c', 'v', 'x', 'y', 'z', 'insert', 'home', 'end', 'backspace', 'delete']);
  const zooming = new Set(['+', '-', '=', '0']);
  const moving = new Set(['arrowleft', 'arrowright', 'arrowup', 'arrowdown', 'pageup', 'pagedown', 'enter']);
  const page = globalThis as unknown as EventTarget;

  const noMenu = (event: Event): void => event.preventDefault();
  const noShortcut = (event: Event): void => {
    const { key, ctrlKey, altKey } = event as Event & { key: string; ctrlKey: boolean; altKey: boolean };
    const name = key.toLowerCase();
    const kept = ctrlKey && (editing.has(name) || zooming.has(name) || moving.has(name));
    if (!kept && (ctrlKey || altKey || /^f\d+$/.test(name))) event.preventDefault();
  };
  // Last of all: added again while the event is on its way down, so that the page still sees it as it came.
  for (const [type, listener] of [
    ['contextmenu', noMenu],
    ['keydown', noShortcut],
  ] as const) {
    const stepBack = (): void => {
      page.removeEventListener(type, listener);
      page.addEventListener(type, listener);
    };
    page.addEventListener(type, stepBack, { capture: true });
  }
}
