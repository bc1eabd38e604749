import { describe, expect, it } from 'vitest';
import type { DialProgress } from '../../contract/app.ts';
import { interactiveDetail } from '../../contract/dial-state.ts';
import type { DialState } from '../../contract/dial-state.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import { connection, dial, isp, office, phonebook } from '../testing/calls.ts';
import type { CallSlices } from './dial-view.ts';
import {
  askingLeg,
  cannotKeepPasswords,
  chainNames,
  isAtWork,
  isCredentialError,
  legViews,
  modemLeg,
  sceneOf,
} from './dial-view.ts';

const slices = (connections: ConnectionStatus[], dials: DialProgress[] = []): CallSlices => ({
  phonebook: phonebook(isp, office),
  connections,
  dials,
});

const failure = { number: 691, leg: 'tunnel', entry: 'Office', cause: 'refused' } as const;

describe('the picture of the Connecting window', () => {
  it.each<readonly [string, CallSlices, string]>([
    ['nothing without call and attempt', slices([]), 'nothing'],
    ['dialling as soon as the attempt exists', slices([], [dial('dialling')]), 'dialling'],
    ['dialling when another program dials', slices([connection('Office', 'authenticate')]), 'dialling'],
    ['connected', slices([connection('Office', 'connected')], [dial('connected')]), 'connected'],
    ['failed', slices([], [dial('failed', { error: failure })]), 'failed'],
    [
      'failed while the line is still being closed',
      slices([connection('Office', 'disconnecting')], [dial('failed', { error: failure })]),
      'failed',
    ],
    [
      'dialling when a new call follows a failure that nobody dismissed',
      slices([connection('Office', 'openPort')], [dial('failed', { error: failure })]),
      'dialling',
    ],
    ['cancelled', slices([], [dial('cancelled')]), 'cancelled'],
    [
      'dialling again after the line dropped',
      slices([connection('Office', 'waitForRedial')], [dial('connected')]),
      'dialling',
    ],
  ])('is %s', (_, state, kind) => {
    expect(sceneOf(state, 'Office').kind).toBe(kind);
  });

  it('has an error even where none was told', () => {
    expect(sceneOf(slices([], [dial('failed')]), 'Office')).toMatchObject({ error: { number: 635 } });
  });
});

describe('the legs of a call', () => {
  it('go from the bottom up, and an upper one waits for the one beneath', () => {
    const legs = legViews(
      slices([connection('Demo ISP', 'authenticate'), connection('Office', 'openPort')], [dial('dialling')]),
      'Office',
    );
    expect(legs).toMatchObject([
      { entry: 'Demo ISP', leg: 'isp', state: 'authenticate' },
      { entry: 'Office', leg: 'tunnel', waitsFor: 'Demo ISP' },
    ]);
    expect(legs[1]?.state).toBeUndefined();
  });

  it('wait for nobody once the one beneath is up', () => {
    const legs = legViews(
      slices(
        [connection('Demo ISP', 'connected'), connection('Office', 'connectDevice')],
        [dial('dialling')],
      ),
      'Office',
    );
    expect(legs[1]).toMatchObject({ state: 'connectDevice' });
    expect(legs[1]?.waitsFor).toBeUndefined();
  });

  it('are told by the attempt where the helper holds no connection any more', () => {
    const states = [
      { time: 7, entry: 'Demo ISP', leg: 'isp', state: 'connectDevice', detail: 'dialling' },
      { time: 9, entry: 'Demo ISP', leg: 'isp', state: 'disconnected' },
    ] as const;
    const legs = legViews(slices([], [dial('failed', { states: [...states] })]), 'Office');
    expect(legs).toMatchObject([{ state: 'disconnected', since: 9 }, { waitsFor: 'Demo ISP' }]);
  });

  it('follow the phonebook before the attempt has said anything', () => {
    expect(legViews(slices([]), 'Office').map(({ entry }) => entry)).toEqual(['Demo ISP', 'Office']);
  });

  it('are one for an entry that the phonebook has lost', () => {
    expect(chainNames(slices([]), 'Gone')).toEqual(['Gone']);
  });

  it('name the one that waits for the user, and the one that makes the noise', () => {
    const legs = legViews(
      slices([connection('Demo ISP', 'connected'), connection('Office', 'retryAuthentication')]),
      'Office',
    );
    expect(askingLeg(legs)?.entry).toBe('Office');
    expect(modemLeg(legs)?.entry).toBe('Demo ISP');
  });
});

describe('what moves in the picture', () => {
  it.each<readonly [DialState | undefined, boolean]>([
    [undefined, false],
    ['connectDevice', true],
    ['authenticate', true],
    ['disconnecting', true],
    ['waitForRedial', false],
    ['retryAuthentication', false],
    ['interactive', false],
    ['connected', false],
  ])('%s: %s', (state, moves) => {
    expect(isAtWork(state === undefined ? {} : { state })).toBe(moves);
  });
});

it('counts a script as work, and asks nobody while it has the line', () => {
  const leg = { entry: 'Demo ISP', kind: 'modem', leg: 'isp', state: 'interactive' } as const;
  const script = { ...leg, detail: interactiveDetail.script };
  expect([isAtWork(leg), isAtWork(script)]).toEqual([false, true]);
  expect([askingLeg([leg]), askingLeg([script])]).toEqual([leg, undefined]);
});

it('sends the user back to Connect To only for what another password may heal', () => {
  expect([691, 703, 648, 676, 720, 806].map((number) => isCredentialError({ number }))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('says why a password cannot be kept', () => {
  expect(cannotKeepPasswords({ passwords: { store: 'secret-service' } })).toBeUndefined();
  expect(cannotKeepPasswords({ passwords: { store: 'none', reason: 'No keyring runs.' } })).toBe(
    'No keyring runs.',
  );
  expect(cannotKeepPasswords({ passwords: { store: 'none' } })).toMatch(/keyring/);
});
