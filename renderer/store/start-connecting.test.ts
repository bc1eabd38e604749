import { describe, expect, it } from 'vitest';
import type { DialProgress } from '../../contract/app.ts';
import { dialStates } from '../../contract/dial-state.ts';
import type { DialState } from '../../contract/dial-state.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { defaultSettings } from '../../contract/settings.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import { connectStep, lacksPassword } from './start-connecting.ts';

const isp: Entry = { name: 'ISP', device: { kind: 'modem', port: '/dev/ttyS0' }, phone: '555-0100' };

const connection = (state: DialState): ConnectionStatus => ({
  entry: 'ISP',
  call: 1,
  leg: 'isp',
  kind: 'modem',
  state,
  since: 0,
  dialledAt: 0,
  dns: [],
  routes: [],
  idleLimit: 0,
});

const dial = (phase: DialProgress['phase']): DialProgress => ({
  entry: 'ISP',
  attempt: 1,
  chain: ['ISP'],
  startedAt: 0,
  phase,
  states: [],
});

const idle = {
  connections: [],
  dials: [],
  phonebook: { path: '', entries: [{ entry: isp, foreignKeys: [] }] },
  settings: { ...defaultSettings, promptBeforeDialing: true },
};

describe('Connect', () => {
  it('shows the status of what is up', () => {
    expect(connectStep({ ...idle, connections: [connection('connected')] }, 'ISP')).toBe('status');
  });

  const over = ['disconnecting', 'disconnected'] as const;
  const onTheWay = dialStates.filter(
    (state) => state !== 'connected' && !over.some((each) => each === state),
  );

  it.each(onTheWay)('shows the progress of what is in %s', (state) => {
    expect(connectStep({ ...idle, connections: [connection(state)] }, 'ISP')).toBe('connecting');
  });

  it('shows the progress of a dial of which the helper has said nothing yet', () => {
    expect(connectStep({ ...idle, dials: [dial('dialling')] }, 'ISP')).toBe('connecting');
  });

  it.each(over)('begins a new call while the last one is %s', (state) => {
    const comingDown = { ...idle, connections: [connection(state)], dials: [dial('connected')] };
    expect(connectStep(comingDown, 'ISP')).toBe('ask');
  });

  it.each<[string, boolean | undefined, boolean, string]>([
    ['the settings ask', undefined, true, 'ask'],
    ['the settings do not ask', undefined, false, 'ask-for-passwords'],
    ['the entry asks, against the settings', true, false, 'ask'],
    ['the entry does not ask, against the settings', false, true, 'ask-for-passwords'],
  ])('when %s', (_when, prompt, promptBeforeDialing, step) => {
    const entry = { ...isp, ...(prompt === undefined ? {} : { prompt }) };
    const state = {
      ...idle,
      phonebook: { path: '', entries: [{ entry, foreignKeys: [] }] },
      settings: { ...defaultSettings, promptBeforeDialing },
    };
    expect(connectStep(state, 'ISP')).toBe(step);
  });

  it('leaves it to Connect To to say that an entry has left the phonebook', () => {
    const without = { ...idle, settings: { ...defaultSettings, promptBeforeDialing: false } };
    expect(connectStep(without, 'gone')).toBe('ask');
  });
});

describe('a password is missing', () => {
  const leg = { entry: 'A', user: 'ann', saved: true, kept: true, connected: false };

  it.each<[string, { saved: boolean; connected: boolean }[], boolean]>([
    ['not where all are kept', [{ saved: true, connected: false }], false],
    ['where one is not', [{ saved: false, connected: false }], true],
    [
      'not of a leg that is up',
      [
        { saved: false, connected: true },
        { saved: true, connected: false },
      ],
      false,
    ],
    [
      'of the leg beneath',
      [
        { saved: false, connected: false },
        { saved: true, connected: false },
      ],
      true,
    ],
  ])('%s', (_when, legs, missing) => {
    expect(lacksPassword(legs.map((more) => ({ ...leg, ...more })))).toBe(missing);
  });
});
