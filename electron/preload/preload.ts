/** Gives the page `window.dialup`: the contract's calls and events by their names, and nothing of Electron. */
import { contextBridge, ipcRenderer } from 'electron';
import type {
  Answer,
  AppEvent,
  AppEventName,
  CallName,
  CallRequest,
  DialupBridge,
} from '../../contract/app.ts';

/** The contract's channels by name, put here when this file is bundled: a preload needs no schemas. */
declare const CONTRACT_CHANNELS: {
  readonly calls: Readonly<Record<CallName, string>>;
  readonly events: Readonly<Record<AppEventName, string>>;
};

function channelOf<Name extends string>(channels: Readonly<Record<Name, string>>, name: Name): string {
  // What the page passes need not be what its types say.
  if (!Object.hasOwn(channels, name)) throw new TypeError(`There is no "${name}".`);
  return channels[name];
}

const bridge: DialupBridge = {
  async call<C extends CallName>(name: C, request: CallRequest<C>): Promise<Answer<C>> {
    return (await ipcRenderer.invoke(channelOf(CONTRACT_CHANNELS.calls, name), request)) as Answer<C>;
  },
  on<E extends AppEventName>(name: E, listener: (event: AppEvent<E>) => void): () => void {
    const channel = channelOf(CONTRACT_CHANNELS.events, name);
    // Electron's event holds the sender: the page gets the body alone.
    const forward = (_event: unknown, body: AppEvent<E>) => {
      listener(body);
    };
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  },
};

contextBridge.exposeInMainWorld('dialup', bridge);
