import { expect, it } from 'vitest';
import { heardVolume } from './entry-sound.ts';

it.each([
  ['the settings alone', undefined, true, 40, 40],
  ['the settings, which are off', undefined, false, 40, 0],
  ['the entry’s own loudness', 70, true, 40, 70],
  ['an entry that is on where the settings are off', 70, false, 40, 70],
  ['an entry that is off where the settings are on', 0, true, 40, 0],
])('a modem is heard as loud as said by %s', (_who, speaker, enabled, volume, heard) => {
  expect(heardVolume(speaker, { enabled, volume })).toBe(heard);
});
