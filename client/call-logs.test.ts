/** The logs of calls: kept, found again after a restart, not written twice, bounded, and read from any line on. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DialFailure } from '../contract/dial-error.ts';
import type { HelperEvent } from '../contract/helper.ts';
import type { LogRecord } from '../contract/log.ts';
import type { CallLogsOptions } from './call-logs.ts';
import { CallLogs } from './call-logs.ts';

const root = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(root, { recursive: true });
});
let directory = '';
let tests = 0;
beforeEach(() => {
  directory = join(root, String((tests += 1)), 'calls');
});
const open = (options: CallLogsOptions = {}) => CallLogs.open({ directory, ...options });

const record = (text: string, more: Partial<LogRecord> = {}): LogRecord => ({
  time: 1_700_000_000_000,
  entry: 'Office',
  call: 1,
  leg: 'tunnel',
  layer: 'pptp',
  text,
  ...more,
});
const line = (text: string, more: Partial<LogRecord> = {}): HelperEvent => ({
  event: 'log',
  body: record(text, more),
});
const ended = (more: object = {}): HelperEvent => ({
  event: 'ended',
  body: { time: 1_700_000_009_000, entry: 'Office', call: 1, leg: 'tunnel', ...more },
});
const texts = async (logs: CallLogs, log: string) =>
  (await logs.lines(log, 0, 20_000)).records.map(({ text }) => text);
const newest = (logs: CallLogs): string => {
  const [first] = logs.list();
  if (first === undefined) throw new Error('no log');
  return first.log;
};

describe('logs of calls', () => {
  it('keep the lines of a call and how it ended, for the user alone', async () => {
    const logs = await open();
    await logs.connected('run 1');
    for (const text of ['one', 'two', 'three']) logs.event(line(text));
    expect(logs.list()).toMatchObject([{ entry: 'Office', startedAt: 1_700_000_000_000, lines: 3 }]);
    expect(logs.list()[0]).not.toHaveProperty('endedAt');
    const error = { number: 691, cause: 'refused' };
    logs.event(ended({ error }));
    expect(logs.list()).toMatchObject([{ endedAt: 1_700_000_009_000, lines: 3, error }]);
    const log = newest(logs);
    expect(await logs.lines(log, 1, 1)).toEqual({ total: 3, records: [record('two')] });
    expect(await logs.lines(log, 7, 10)).toEqual({ total: 3, records: [] });
    await logs.close();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory))
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  });

  it('are there after a restart', async () => {
    const before = await open();
    await before.connected('run 1');
    before.event(line('one'));
    before.event(ended());
    const list = before.list();
    await before.close();
    const after = await open();
    expect(after.list()).toEqual(list);
    expect(await texts(after, newest(after))).toEqual(['one']);
    await after.close();
  });

  it('have file names of their own, whatever an entry is called', async () => {
    const logs = await open();
    await logs.connected('run 1');
    for (const entry of ['../../etc/passwd', 'a/b', '.', '\u202e', 'x'.repeat(256)])
      logs.event(line('one', { entry }));
    await logs.close();
    expect(readdirSync(directory)).toHaveLength(6);
    for (const name of readdirSync(directory))
      expect(name).toMatch(/^(index|\d{8}T\d{6}-[0-9a-f]{8})\.jsonl$/);
    expect(readdirSync(join(directory, '..'))).toEqual(['calls']);
  });

  it('of a chain that is dialled share one, under the name of what was wanted', async () => {
    const logs = await open();
    await logs.connected('run 1');
    logs.dialling('Office', ['Demo ISP', 'Office']);
    logs.event(line('modem', { entry: 'Demo ISP', leg: 'isp' }));
    logs.event(line('tunnel'));
    logs.event(ended({ error: { number: 619, cause: 'x' } }));
    logs.event(line('still up', { entry: 'Demo ISP', leg: 'isp' }));
    expect(logs.list()).toMatchObject([{ entry: 'Office', lines: 3 }]);
    expect(logs.list()[0]).not.toHaveProperty('endedAt');
    // Another dial of the same has a log of its own; the leg that was up stays where it is.
    logs.dialling('Office', ['Demo ISP', 'Office']);
    logs.event(line('again', { call: 2 }));
    logs.event(line('beneath', { entry: 'Demo ISP', leg: 'isp' }));
    expect(logs.list()).toMatchObject([
      { entry: 'Office', lines: 1 },
      { entry: 'Office', lines: 4 },
    ]);
    logs.event(ended({ entry: 'Demo ISP' }));
    // How the tunnel ended is how the call did.
    expect(logs.list()[1]).toMatchObject({ endedAt: 1_700_000_009_000, error: { number: 619 } });
    await logs.close();
  });

  it('of a chain that failed beneath say why', async () => {
    const logs = await open();
    await logs.connected('run 1');
    logs.dialling('Office', ['Demo ISP']);
    logs.event(line('modem', { entry: 'Demo ISP', leg: 'isp' }));
    logs.event(ended({ entry: 'Demo ISP', error: { number: 676, cause: 'busy' } }));
    expect(logs.list()).toMatchObject([{ entry: 'Office', error: { number: 676 } }]);
    await logs.close();
  });

  it('are not kept where none are wanted', async () => {
    const logs = await open({ wanted: (entry) => entry !== 'Office' });
    await logs.connected('run 1');
    logs.event(line('one'));
    logs.event(line('two', { entry: 'Home' }));
    expect(logs.list()).toMatchObject([{ entry: 'Home' }]);
    await logs.close();
  });

  it('tell when there is more, and when calls come and go', async () => {
    let changes = 0;
    const grown = Promise.withResolvers<[string, number]>();
    const logs = await open({
      changed: () => (changes += 1),
      grew: (log, total) => {
        grown.resolve([log, total]);
      },
    });
    await logs.connected('run 1');
    logs.event(line('one'));
    logs.event(line('two'));
    expect(await grown.promise).toEqual([newest(logs), 2]);
    logs.event(ended());
    expect(changes).toBe(2);
    await logs.delete(newest(logs));
    expect(changes).toBe(3);
    await logs.close();
  });
});

describe('a helper that tells again', () => {
  const replay = ['one', 'one', 'two', 'three'];

  it('what is written already is not written twice, and what is new follows', async () => {
    const logs = await open();
    await logs.connected('run 1');
    for (const text of replay.slice(0, 3)) logs.event(line(text));
    await logs.connected('run 1');
    for (const text of [...replay, 'two']) logs.event(line(text));
    expect(await texts(logs, newest(logs))).toEqual([...replay, 'two']);
    await logs.close();
  });

  it('after a restart of ours as well', async () => {
    const before = await open();
    await before.connected('run 1');
    for (const text of replay) before.event(line(text));
    await before.close();
    const after = await open();
    await after.connected('run 1');
    for (const text of [...replay, 'four']) after.event(line(text));
    expect(after.list()).toHaveLength(1);
    expect(await texts(after, newest(after))).toEqual([...replay, 'four']);
    await after.close();
  });

  it('finds the lines of a quiet leg before many of a busy one', async () => {
    const logs = await open();
    await logs.connected('run 1');
    logs.dialling('Office', ['Demo ISP']);
    const quiet = [1, 2, 3].map((each) => line(`modem ${each}`, { entry: 'Demo ISP', leg: 'isp' }));
    for (const event of quiet) logs.event(event);
    for (let each = 0; each < 12_000; each += 1) logs.event(line(`busy ${each}`));
    await logs.connected('run 1');
    for (const event of quiet) logs.event(event);
    expect(logs.list()[0]?.lines).toBe(12_003);
    await logs.close();
  });

  it('of calls that have ended, or whose log was deleted, changes nothing', async () => {
    const logs = await open();
    await logs.connected('run 1');
    logs.event(line('one'));
    logs.event(ended());
    logs.event(line('two', { call: 2 }));
    await logs.delete(newest(logs));
    await logs.connected('run 1');
    logs.event(line('one'));
    logs.event(line('two', { call: 2 }));
    logs.event(line('three', { call: 2 }));
    expect(logs.list()).toMatchObject([{ lines: 1 }]);
    await logs.close();
  });

  it('and another helper has calls of its own, with the same numbers', async () => {
    const logs = await open();
    await logs.connected('run 1');
    logs.event(line('one', { time: 1_700_000_005_000 }));
    await logs.connected('run 2');
    // The end of a helper that was killed was told by nobody; the last line is the best that is known.
    expect(logs.list()).toMatchObject([{ endedAt: 1_700_000_005_000, lines: 1 }]);
    logs.event(line('one'));
    expect(logs.list()).toHaveLength(2);
    await logs.close();
  });

  it('without calls that were there: they have ended unseen', async () => {
    const logs = await open();
    await logs.connected('run 1');
    logs.event(line('one'));
    logs.event(line('two', { entry: 'Home' }));
    await logs.settle([{ entry: 'Home', call: 1 }]);
    const open_ = logs.list().filter(({ endedAt }) => endedAt === undefined);
    expect(open_.map(({ entry }) => entry)).toEqual(['Home']);
    await logs.close();
  });
});

describe('many lines and many calls', () => {
  const limits = { calls: 3, bytes: 1_000_000, linesPerCall: 1_000_000 };

  it('only the newest calls stay', async () => {
    const logs = await open({ limits });
    await logs.connected('run 1');
    for (let call = 1; call <= 5; call += 1) {
      logs.event(line(`of ${call}`, { call }));
      logs.event(ended({ call }));
    }
    const kept = await Promise.all(logs.list().map(({ log }) => texts(logs, log)));
    expect(kept).toEqual([['of 5'], ['of 4'], ['of 3']]);
    await logs.close();
    expect(readdirSync(directory)).toHaveLength(4);
  });

  it('take so much room and no more; a call that is going on is not deleted', async () => {
    const logs = await open({ limits: { ...limits, bytes: 50_000 } });
    await logs.connected('run 1');
    logs.event(line('x'.repeat(20_000), { entry: 'Home' }));
    for (let call = 1; call <= 3; call += 1) {
      logs.event(line('x'.repeat(20_000), { call }));
      logs.event(ended({ call }));
    }
    expect(logs.list().map(({ entry }) => entry)).toEqual(['Office', 'Home']);
    await logs.close();
  });

  it('a log that is full says so and takes no more', async () => {
    const logs = await open({ limits: { ...limits, linesPerCall: 3 } });
    await logs.connected('run 1');
    for (const text of ['one', 'two', 'three', 'four']) logs.event(line(text));
    expect(await texts(logs, newest(logs))).toEqual([
      'one',
      'two',
      'The log has become too long: what follows is not kept.',
    ]);
    await logs.close();
  });

  it('of 200,000 any thousand are there at once, written or not', async () => {
    const logs = await open();
    await logs.connected('run 1');
    for (let each = 0; each < 200_000; each += 1) logs.event(line(`line ${each} €`));
    const log = newest(logs);
    await logs.flush();
    const begun = performance.now();
    for (const from of [0, 255, 256, 123_456, 199_500]) {
      const { records, total } = await logs.lines(log, from, 1000);
      expect(total).toBe(200_000);
      expect(records).toHaveLength(Math.min(1000, 200_000 - from));
      expect(records[0]?.text).toBe(`line ${from} €`);
      expect(records.at(-1)?.text).toBe(`line ${Math.min(from + 999, 199_999)} €`);
    }
    // Five reads of a thousand lines; reading 200,000 takes some hundred times as long.
    expect(performance.now() - begun).toBeLessThan(1000);
    logs.event(line('the last'));
    expect((await logs.lines(log, 200_000, 10)).records).toEqual([record('the last')]);
    let count = 0;
    for await (const each of logs.records(log)) count += each.text === '' ? 0 : 1;
    expect(count).toBe(200_001);
    await logs.close();
  });
});

describe('files that somebody else has touched', () => {
  const withOne = async () => {
    const logs = await open();
    await logs.connected('run 1');
    logs.event(line('one'));
    logs.event(line('two'));
    const log = newest(logs);
    return { logs, log, path: join(directory, `${log}.jsonl`) };
  };

  it('a last line that was torn off is dropped, and the next begins anew', async () => {
    const { logs, log, path } = await withOne();
    await logs.close();
    appendFileSync(path, '{"time":17');
    const again = await open();
    await again.connected('run 1');
    again.event(line('three'));
    expect(await texts(again, log)).toEqual(['one', 'two', 'three']);
    await again.close();
  });

  it('a line that makes no sense is told as such, and those after it keep their numbers', async () => {
    const { logs, log, path } = await withOne();
    logs.event(ended());
    await logs.close();
    writeFileSync(path, readFileSync(path, 'utf8').replace('"text":"one"', '"text":1'));
    const again = await open();
    expect(await texts(again, log)).toEqual(['(this line of the log cannot be read)', 'two']);
    await again.close();
  });

  it('a line without end, and one of bytes that are no text, are told as such, and those after them are there', async () => {
    const { logs, log, path } = await withOne();
    logs.event(ended());
    await logs.close();
    const [first = '', second = ''] = readFileSync(path, 'utf8').split('\n');
    const endless = JSON.stringify({ ...(JSON.parse(first) as object), text: 'x'.repeat(1_500_000) });
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x0a]);
    writeFileSync(path, Buffer.concat([Buffer.from(`${endless}\n`), bytes, Buffer.from(`${second}\n{"ti`)]));
    const before = readFileSync(path);
    const again = await open();
    const unreadable = '(this line of the log cannot be read)';
    expect(await texts(again, log)).toEqual([unreadable, unreadable, 'two']);
    await again.close();
    // To look at it changes nothing.
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('many long lines come a few at a time, and all when all are read', async () => {
    const { logs, log, path } = await withOne();
    logs.event(ended());
    await logs.close();
    const [first = ''] = readFileSync(path, 'utf8').split('\n');
    const long = (text: string) =>
      `${JSON.stringify({ ...(JSON.parse(first) as object), text: text.repeat(900_000) })}\n`;
    const letters = Array.from('abcdefghijklmnopqrstuvwxy');
    writeFileSync(path, letters.map(long).join(''));
    const again = await open();
    const part = await again.lines(log, 3, 100);
    expect(part.total).toBe(letters.length);
    expect(part.records.length).toBeLessThan(letters.length - 3);
    expect(part.records[0]?.text[0]).toBe('d');
    const all: string[] = [];
    for await (const { text } of again.records(log)) all.push(text[0] ?? '');
    expect(all).toEqual(letters);
    await again.close();
  });

  it('whose file is gone, or is none, say so when they are looked at, and the others are there', async () => {
    const { logs, log, path } = await withOne();
    logs.event(line('three', { entry: 'Home' }));
    const other = newest(logs);
    logs.event(ended());
    await logs.close();
    rmSync(path);
    const otherPath = join(directory, `${other}.jsonl`);
    rmSync(otherPath);
    mkdirSync(otherPath);
    const again = await open();
    expect(again.list()).toHaveLength(2);
    for (const each of [log, other])
      await expect(again.lines(each, 0, 1)).rejects.toMatchObject({
        error: { number: 604, cause: 'The log of this call cannot be read.' },
      });
    expect(existsSync(path)).toBe(false);
    await again.close();
  });

  it('an index with times that are none does not name them', async () => {
    const { logs, log } = await withOne();
    await logs.close();
    const index = join(directory, 'index.jsonl');
    const never = '{"type":"log","log":"20260301T120000-00000000","entry":"x","startedAt":1e300}';
    writeFileSync(index, `${readFileSync(index, 'utf8')}${never}\n`);
    const again = await open();
    expect(again.list().map((each) => each.log)).toEqual([log]);
    await again.close();
  });

  it('an index with junk in it gives what is whole', async () => {
    const { logs, log } = await withOne();
    await logs.close();
    const index = join(directory, 'index.jsonl');
    const junk =
      '{"type":"log","log":"../../../etc/passwd","entry":"x","startedAt":1}\nnot json\n{"type":"log"';
    writeFileSync(index, `${readFileSync(index, 'utf8')}${junk}`);
    const again = await open();
    expect(again.list().map((each) => each.log)).toEqual([log]);
    await again.close();
  });

  it('a log that does not exist is an answer, whatever it is called', async () => {
    const logs = await open();
    for (const log of ['nothing', '../index', ''])
      for (const act of [logs.lines(log, 0, 1), logs.delete(log)])
        await expect(act).rejects.toThrow(DialFailure);
    await logs.close();
  });
});
