import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import type { AppEvent, AppState } from '../../contract/app.ts';
import { eventChannel } from '../../contract/app.ts';
import { defaultLocations } from '../../contract/locations.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { FakePage } from '../testing/fake-electron.ts';
import { Model } from './model.ts';
import { Pages } from './pages.ts';

const state: AppState = {
  phonebook: { path: '/book', entries: [] },
  connections: [],
  dials: [],
  settings: defaultSettings,
  locations: defaultLocations,
  environment: {
    version: '0',
    host: 'chromium',
    hostVersion: '1',
    tray: false,
    passwords: { store: 'none', reason: 'x' },
    helper: { state: 'absent' },
  },
};

describe('the model', () => {
  it('tells changed slices whole, each change with a higher number', () => {
    const told: AppEvent<'changed'>[] = [];
    const model = new Model(state, (event) => told.push(event));
    const before = model.revision;
    const settings = { ...defaultSettings, confirmConnected: false };
    model.set({ settings, dials: state.dials });
    model.set({ connections: [] });
    expect(told).toEqual([
      { revision: before + 1, state: { settings } },
      { revision: before + 2, state: { connections: [] } },
    ]);
    expect(model.state.settings).toBe(settings);
    expect(model.revision).toBe(before + 2);
  });

  it('says nothing when nothing has changed', () => {
    const told: unknown[] = [];
    const model = new Model(state, (event) => told.push(event));
    model.set({ settings: state.settings });
    model.set({});
    expect(told).toEqual([]);
  });
});

const contents = (page: FakePage) => page as unknown as WebContents;

describe('pages', () => {
  it('hear what is published from when they subscribe, once however often they do', () => {
    const [pages, page, silent] = [new Pages(), new FakePage(), new FakePage()];
    pages.publish('logCallsChanged', {});
    pages.subscribe(contents(page));
    pages.subscribe(contents(page));
    pages.publish('logCallsChanged', {});
    expect(page.sent).toEqual([{ channel: eventChannel('logCallsChanged'), body: {} }]);
    expect(silent.sent).toEqual([]);
  });

  it('hear a terminal only if they have opened it', () => {
    const [pages, reader, other] = [new Pages(), new FakePage(), new FakePage()];
    pages.subscribe(contents(other));
    pages.readTerminal(contents(reader), 'Office');
    pages.publishTerminal({ entry: 'Office', data: 'QQ==' });
    pages.publishTerminal({ entry: 'Demo ISP', data: 'QQ==' });
    expect(reader.sent).toHaveLength(1);
    expect(other.sent).toEqual([]);
  });

  it('that are gone are spoken to no more', () => {
    const [pages, page] = [new Pages(), new FakePage()];
    pages.readTerminal(contents(page), 'Office');
    page.destroy();
    pages.publish('logCallsChanged', {});
    pages.publishTerminal({ entry: 'Office', data: 'QQ==' });
    expect(page.sent).toEqual([]);
  });
});
