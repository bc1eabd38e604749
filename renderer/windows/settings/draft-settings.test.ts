import { describe, expect, it } from 'vitest';
import { defaultSettings, settings } from '../../../contract/settings.ts';
import type { Settings } from '../../../contract/settings.ts';
import {
  changed,
  minutesOf,
  mostMinutes,
  mostSeconds,
  secondsOf,
  withChanges,
  withMinutes,
  withSeconds,
} from './draft-settings.ts';

describe('the settings that are saved', () => {
  /** What other windows did while Settings was open. */
  const meanwhile: Settings = {
    ...defaultSettings,
    confirmConnected: false,
    redial: { ...defaultSettings.redial, attempts: 7 },
    sound: { ...defaultSettings.sound, volume: 3 },
    folder: { view: 'details', arrange: 'number', descending: true, statusBar: false },
  };

  it('are those there are now where nothing was changed', () => {
    expect(withChanges(meanwhile, {})).toEqual(meanwhile);
  });

  it('hold what was changed here, and leave alone what others changed', () => {
    const changes = [
      { redial: { enabled: true } },
      { redial: { pause: 90 } },
      { sound: { enabled: false } },
      { whenClosed: 'hang-up' as const },
    ].reduce(changed, {});
    expect(withChanges(meanwhile, changes)).toEqual({
      ...meanwhile,
      whenClosed: 'hang-up',
      redial: { enabled: true, attempts: 7, pause: 90 },
      sound: { enabled: false, volume: 3 },
    });
  });

  it('take the last of two changes', () => {
    const changes = changed({ confirmConnected: false }, { confirmConnected: true });
    expect(withChanges(meanwhile, changes).confirmConnected).toBe(true);
  });
});

describe('the pause between two tries', () => {
  const longest = 3600;
  const isAllowed = (pause: number) => settings.shape.redial.shape.pause.safeParse(pause).success;

  it('is shown as minutes and seconds that hold each allowed value, and say it again', () => {
    expect([isAllowed(longest), isAllowed(longest + 1)]).toEqual([true, false]);
    for (let pause = 0; pause <= longest; pause += 1) {
      expect(minutesOf(pause)).toBeLessThanOrEqual(mostMinutes);
      expect(secondsOf(pause)).toBeLessThanOrEqual(mostSeconds(pause));
      expect(withSeconds(withMinutes(0, minutesOf(pause)), secondsOf(pause))).toBe(pause);
    }
  });

  it.each([
    { pause: 5, minutes: 2, then: 125 },
    { pause: 119, minutes: 59, then: 3599 },
    { pause: 119, minutes: 60, then: 3600 },
    { pause: 3600, minutes: 1, then: 60 },
  ])('of $pause seconds with $minutes minutes instead is $then', ({ pause, minutes, then }) => {
    expect(withMinutes(pause, minutes)).toBe(then);
    expect(isAllowed(then)).toBe(true);
  });
});
