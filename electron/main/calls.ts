/** What each call of the contract does: thin lines to the services that do it. */
import type { WebContents } from 'electron';
import { chainOf, failure, serialDevices, testHost } from '../../client/index.ts';
import { callingCardOf, currentLocation, dialledNumber } from '../../contract/dialing-rules.ts';
import type { AskWhere } from './log-service.ts';
import type { Handlers } from './serve.ts';
import type { Services } from './services.ts';

const nothing = {};

export function calls(services: Services): Handlers {
  const { dial, history, logs, logons, model, pages, phonebook, preferences, session, terminal, windows } =
    services;
  const askFor = (page: Pick<WebContents, 'id'>): AskWhere => {
    const parent = windows.of(page);
    return (options) => services.showSaveDialog(parent, options);
  };
  const done = (work: Promise<unknown> | undefined) => (work ?? Promise.resolve()).then(() => nothing);
  return {
    subscribe: (_request, page) => {
      pages.subscribe(page);
      const connections = model.state.connections.map((status) => {
        const counters = history.latest(status.entry, status.call) ?? status.counters;
        return counters === undefined ? status : { ...status, counters };
      });
      return { revision: model.revision, state: { ...model.state, connections } };
    },

    openWindow: (request) => {
      windows.open(request);
      return nothing;
    },
    closeWindow: (_request, page) => {
      closeAfterAnswer(() => {
        windows.close(page);
      });
      return nothing;
    },
    fitWindow: (size, page) => {
      windows.fit(page, size);
      return nothing;
    },
    quit: () => {
      closeAfterAnswer(() => void services.quit());
      return nothing;
    },

    saveEntry: ({ entry, replaces }) => done(phonebook.save(entry, replaces)),
    copyEntry: async ({ entry }) => ({ name: await phonebook.copy(entry) }),
    deleteEntry: async ({ entry }) => {
      await phonebook.delete(entry);
      windows.closeOf(['connect', 'properties'], entry);
      return nothing;
    },

    logons: async ({ entry }) => ({
      legs: await logons.tell(chainOf(phonebook.book, entry).toReversed(), (each) =>
        services.isConnected(each),
      ),
    }),
    numberPreview: async ({ entry, locations = model.state.locations }) => {
      const location = currentLocation(locations);
      const card = callingCardOf(locations, location);
      // Dots stand for it in a preview: that there is one is all it takes.
      const number = card && (await services.holdsCardNumber(card.name)) ? '0' : '';
      const { masked, explanation } = dialledNumber(entry, location, card && { card, number });
      return { dialled: masked, explanation };
    },
    dial: async (request) => {
      await dial.dial(request);
      windows.open({ kind: 'connecting', entry: request.entry });
      return nothing;
    },
    hangup: ({ entry }) => done(dial.hangUp(entry)),
    dismiss: ({ entry }) => {
      dial.dismiss(entry);
      return nothing;
    },
    retryWith: (request) => done(dial.retryWith(request)),
    changePassword: (request) => done(dial.changePassword(request)),
    startHelper: () => done(session.ensure()),

    saveSettings: (settings) => done(preferences.saveSettings(settings)),
    saveLocations: ({ locations, cardNumbers }) =>
      done(preferences.saveLocations(locations, cardNumbers ?? {})),

    devices: async () => ({ devices: await serialDevices() }),
    testModem: async ({ device }) => (await session.ensure()).request('testModem', { device }),
    testHost: ({ host }) => testHost(host),

    history: ({ entry }) => ({ samples: [...history.samples(entry)] }),

    logCalls: async () => ({ calls: await logs.calls() }),
    logLines: ({ log, from, count }) => logs.lines(log, from, count),
    saveLogText: ({ log, style, filter }, page) => logs.saveText(askFor(page), log, style, filter),
    saveLogCapture: ({ log }, page) => logs.saveCapture(askFor(page), log),
    deleteLog: ({ log }) => done(logs.delete(log)),

    terminalOpen: ({ entry }, page) => {
      pages.readTerminal(page, entry);
      return { backlog: terminal.of(entry) };
    },
    terminalWrite: ({ entry, data }) => done(linkOf(services).request('terminalWrite', { entry, data })),
    terminalDone: ({ entry }) => done(linkOf(services).request('terminalDone', { entry })),
  };
}

function linkOf({ session }: Services) {
  if (!session.link) throw failure(834, 'The helper has gone; the line is closed.');
  return session.link;
}

/** The page should hear that it was granted before it goes. */
function closeAfterAnswer(act: () => void): void {
  setImmediate(act);
}
