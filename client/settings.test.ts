/** Settings and locations on disk: lenient to what is missing or foreign, plain about what makes no sense. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DialFailure } from '../contract/dial-error.ts';
import { defaultLocations } from '../contract/locations.ts';
import { defaultSettings } from '../contract/settings.ts';
import { readLocations, readSettings, saveLocations, saveSettings } from './settings.ts';

const directory = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const written = (name: string, text: string): string => {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
};
const onDisk = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const errorOf = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DialFailure)) throw new Error('no DialFailure');
  return error.error;
};

describe('the settings', () => {
  it('are the usual ones without a file, and in what a file leaves out', async () => {
    expect(await readSettings(join(directory, 'nothing.json'))).toEqual(defaultSettings);
    const path = written('few.json', '{ "showTrayIcon": false, "redial": { "attempts": 3 } }');
    expect(await readSettings(path)).toEqual({
      ...defaultSettings,
      showTrayIcon: false,
      redial: { ...defaultSettings.redial, attempts: 3 },
    });
  });

  it('of a version that knew less are as they were, and what is new is as usual', async () => {
    const before = '{ "folder": { "view": "details", "arrange": "status", "statusBar": false } }';
    expect((await readSettings(written('before.json', before))).folder).toEqual({
      view: 'details',
      arrange: 'status',
      descending: false,
      statusBar: false,
    });
  });

  it('come back as they were saved, in a file of the user alone', async () => {
    const path = join(directory, 'new', 'settings.json');
    const now = { ...defaultSettings, sound: { enabled: false, volume: 7 } };
    await saveSettings(now, path);
    expect(await readSettings(path)).toEqual(now);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('of another version stay in the file', async () => {
    const path = written('other.json', '{ "future": [1], "sound": { "bass": 3, "volume": 1 } }');
    const read = await readSettings(path);
    expect(read.sound).toEqual({ enabled: true, volume: 1 });
    await saveSettings({ ...read, sound: { enabled: true, volume: 2 } }, path);
    expect(onDisk(path)).toMatchObject({ future: [1], sound: { bass: 3, volume: 2, enabled: true } });
  });

  it('that make no sense are told with their place', async () => {
    const broken = written('broken.json', '{\n  "showTrayIcon": true,\n}');
    expect(await errorOf(readSettings(broken))).toMatchObject({
      number: 622,
      evidence: expect.stringMatching(/broken\.json:3:1: /) as string,
    });
    const wrong = written('wrong.json', '{\n  "redial": {\n    "attempts": 0 }\n}');
    expect(await errorOf(readSettings(wrong))).toMatchObject({
      number: 625,
      evidence: expect.stringMatching(/wrong\.json:3:17: redial\.attempts: /) as string,
    });
    expect(await errorOf(readSettings(directory))).toMatchObject({ number: 621 });
  });

  it('saved over a broken file leave that beside', async () => {
    const path = written('lost.json', '{ "a": ');
    await saveSettings(defaultSettings, path);
    expect(await readSettings(path)).toEqual(defaultSettings);
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{ "a": ');
  });

  it('that cannot be written say so', async () => {
    expect(
      await errorOf(saveSettings(defaultSettings, join(written('a-file', ''), 'settings.json'))),
    ).toMatchObject({
      number: 624,
    });
  });
});

describe('the locations', () => {
  const [usual] = defaultLocations.locations;
  const home = { ...usual!, name: 'Home', areaCode: '30', disableCallWaiting: '*70,' };

  it('are the usual one without a file; one in a file may leave out what is usual', async () => {
    expect(await readLocations(join(directory, 'nothing.json'))).toEqual(defaultLocations);
    const path = written(
      'locations.json',
      '{ "version": 1, "current": "Home", "locations": [{ "name": "Home", "areaCode": "30", "disableCallWaiting": "*70," }] }',
    );
    expect(await readLocations(path)).toEqual({ ...defaultLocations, current: 'Home', locations: [home] });
  });

  it('keep the keys of another version, each by its name, and lose what the user took away', async () => {
    const path = written(
      'foreign.json',
      JSON.stringify({
        ...defaultLocations,
        locations: [
          { ...usual, colour: 'red' },
          { ...home, colour: 'blue' },
        ],
      }),
    );
    const { disableCallWaiting, ...without } = home;
    expect(disableCallWaiting).toBe('*70,');
    await saveLocations({ ...defaultLocations, current: 'Home', locations: [without] }, path);
    expect(onDisk(path)).toMatchObject({ locations: [{ ...without, colour: 'blue' }] });
    expect((await readLocations(path)).locations).toEqual([without]);
  });
});
