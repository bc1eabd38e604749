import { describe, expect, it } from 'vitest';
import { dialStates } from '../../contract/dial-state.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { connection, dial, isp, phonebook } from '../testing/calls.ts';
import { connectStep, lacksPassword } from './start-connecting.ts';

const idle = {
  connections: [],
  dials: [],
  phonebook: phonebook(isp),
  settings: { ...defaultSettings, promptBeforeDialing: true },
};

describe('Connect', () => {
  it('shows the status of what is up', () => {
    expect(connectStep({ ...idle, connections: [connection('Demo ISP', 'connected')] }, 'Demo ISP')).toBe(
      'status',
    );
  });

  const over = ['disconnecting', 'disconnected'] as const;
  const onTheWay = dialStates.filter(
    (state) => state !== 'connected' && !over.some((each) => each === state),
  );

  it.each(onTheWay)('shows the progress of what is in %s', (state) => {
    expect(connectStep({ ...idle, connections: [connection('Demo ISP', state)] }, 'Demo ISP')).toBe(
      'connecting',
    );
  });

  it('shows the progress of a dial of which the helper has said nothing yet', () => {
    expect(connectStep({ ...idle, dials: [dial('dialling', { entry: 'Demo ISP' })] }, 'Demo ISP')).toBe(
      'connecting',
    );
  });

  it.each(over)('begins a new call while the last one is %s', (state) => {
    const comingDown = {
      ...idle,
      connections: [connection('Demo ISP', state)],
      dials: [dial('connected', { entry: 'Demo ISP' })],
    };
    expect(connectStep(comingDown, 'Demo ISP')).toBe('ask');
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
      phonebook: phonebook(entry),
      settings: { ...defaultSettings, promptBeforeDialing },
    };
    expect(connectStep(state, 'Demo ISP')).toBe(step);
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
