/** The files of the user's, and how the helper is found. */
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DialFailure } from '../contract/dial-error.ts';
import { readCredentials } from './credentials.ts';
import { JsonSyntaxError, parseJson, pathText } from './json-text.ts';
import { Phonebook, readPhonebook } from './phonebook.ts';
import { chooseWay, shellWord } from './start-helper.ts';

const directory = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const office = { name: 'Office', device: { kind: 'pptp' }, host: 'vpn.example.net' } as const;
const errorOf = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DialFailure)) throw new Error('no DialFailure');
  return error.error;
};

describe('JSON text', () => {
  it('means the same as to JSON.parse', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(parseJson(text).value).toEqual(JSON.parse(text));
      }),
    );
  });
  it('is refused where JSON.parse refuses it, always with a place', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.string({ maxLength: 2 }), (text, at, junk) => {
        const broken =
          text.slice(0, at % (text.length + 1)) + junk + text.slice((at % (text.length + 1)) + 1);
        let valid = true;
        try {
          JSON.parse(broken);
        } catch {
          valid = false;
        }
        try {
          parseJson(broken);
        } catch (error) {
          if (!(error instanceof JsonSyntaxError)) throw error;
          expect(error.place.line).toBeGreaterThan(0);
          // The one thing JSON.parse lets pass: the same key twice.
          if (!error.message.includes('twice')) expect(valid).toBe(false);
          return;
        }
        expect(valid).toBe(true);
      }),
    );
  });
  it('knows where every value is', () => {
    const parsed = parseJson('{\n  "a": [1,\n    {"b": true}]\n}');
    expect(parsed.placeOf(['a', 1, 'b'])).toEqual({ line: 3, column: 11 });
    expect(parsed.placeOf(['a', 1, 'missing'])).toEqual({ line: 3, column: 5 });
    expect(pathText(['entries', 2, 'device', 'kind'])).toBe('entries[2].device.kind');
  });
  it('does not overflow on deep nesting', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(JsonSyntaxError);
  });
});

describe('the phonebook on disk', () => {
  const path = join(directory, 'deep', 'phonebook.json');
  it('is empty where there is none, and made with modes that keep others out', async () => {
    const book = (await readPhonebook(path, { mustExist: false })).with({ ...office });
    await book.save();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'deep')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(directory, 'deep'))).toEqual(['phonebook.json']);
    expect((await readPhonebook(path, { mustExist: true })).find('Office')).toEqual(office);
  });
  it('keeps the keys it does not know, at every level, through an edit', async () => {
    const file = {
      version: 1,
      look: 'teal',
      entries: [{ ...office, icon: 3, device: { kind: 'pptp', later: true }, idle: { minutes: 1, odd: 2 } }],
    };
    writeFileSync(path, JSON.stringify(file));
    const book = await readPhonebook(path, { mustExist: true });
    await book.with({ ...office, name: 'Work', idle: { minutes: 5 } }, 'Office').save();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      look: 'teal',
      entries: [
        {
          ...office,
          name: 'Work',
          icon: 3,
          device: { kind: 'pptp', later: true },
          idle: { minutes: 5, odd: 2 },
        },
      ],
    });
  });
  it('tells the keys that mean nothing to it, at every level', async () => {
    const entry = { ...office, encrypton: 'require', password: 'x', idle: { minutes: 5, odd: 2 } };
    writeFileSync(path, JSON.stringify({ version: 1, entries: [entry] }));
    const book = await readPhonebook(path, { mustExist: true });
    expect(book.foreignKeys('Office').toSorted()).toEqual(['encrypton', 'idle.odd', 'password']);
  });
  it('forgets a known key that an edit leaves out, and an entry that is removed', async () => {
    writeFileSync(path, JSON.stringify({ version: 1, entries: [{ ...office, user: 'alice' }] }));
    const book = await readPhonebook(path, { mustExist: true });
    expect(book.with({ ...office }).find('Office')).toEqual(office);
    expect(book.without('Office').entries).toEqual([]);
  });
  it('says that it could not be written', async () => {
    const below = new Phonebook(join(path, 'not-a-directory', 'phonebook.json'));
    expect(await errorOf(below.save())).toMatchObject({ number: 624 });
  });
});

describe('the credentials file', () => {
  const path = join(directory, 'credentials.json');
  writeFileSync(path, JSON.stringify({ Office: { user: 'alice', password: 'pässword' } }), { mode: 0o600 });
  it('is read into secrets', async () => {
    const read = await readCredentials(path, { mustExist: true });
    expect(read?.get('Office')?.password.reveal()).toBe('pässword');
    expect(JSON.stringify([...(read ?? [])])).not.toContain('pässword');
  });
  it.each([0o640, 0o604, 0o660, 0o644])('is refused with mode %o', async (mode) => {
    chmodSync(path, mode);
    expect(await errorOf(readCredentials(path, { mustExist: true }))).toMatchObject({ number: 621 });
    chmodSync(path, 0o600);
  });
  it.skipIf(process.geteuid?.() !== 0)('is refused when it is somebody else’s', async () => {
    chownSync(path, 65534, 65534);
    expect(await errorOf(readCredentials(path, { mustExist: true }))).toMatchObject({
      number: 621,
      evidence: 'it belongs to user 65534',
    });
    chownSync(path, 0, 0);
  });
  it('is refused when it is no file, and need not exist when nobody named it', async () => {
    expect(await errorOf(readCredentials('/dev/null', { mustExist: true }))).toMatchObject({ number: 621 });
    expect(await readCredentials('/nonexistent', { mustExist: false })).toBeUndefined();
  });
});

describe('the way to the helper', () => {
  it('is direct for root, by the policy where one is installed, else by a prompt', () => {
    expect(chooseWay(0, () => true)).toBe('root');
    expect(chooseWay(1000, () => true)).toBe('policy');
    expect(chooseWay(1000, (path) => !path.endsWith('.policy'))).toBe('prompt');
    expect(chooseWay(1000, () => false)).toBe('prompt');
  });
  it('passes only words on that no shell can misread', () => {
    expect(shellWord('/opt/my dialer/node')).toBe("'/opt/my dialer/node'");
    for (const word of ["/a'b", '/a$b', '/a`b', '/a"b', '/a\\b', '/a\nb', ''])
      expect(shellWord(word)).toBeUndefined();
  });
});
