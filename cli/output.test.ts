/** What rasdial writes: sentences, JSON lines, status, and the capture file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DialFailure } from '../contract/dial-error.ts';
import { unansweredDetail } from '../contract/dial-state.ts';
import type { EventBody, HelperEvent } from '../contract/helper.ts';
import type { ConnectionStatus } from '../contract/status.ts';
import { PrivateFile } from './private-file.ts';
import { CaptureRecording } from './recording.ts';
import { JsonReporter, TextReporter } from './reporter.ts';
import { duration, statusText } from './status-text.ts';

const directory = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(directory, { recursive: true });
});
function written() {
  const lines: string[] = [];
  const output = {
    out: (text: string) => void lines.push(text),
    error: (text: string) => void lines.push(`! ${text}`),
  };
  return { lines, output };
}
const state = (over: Partial<EventBody<'state'>>): EventBody<'state'> => ({
  time: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  entry: 'Office',
  call: 1,
  leg: 'tunnel',
  state: 'openPort',
  ...over,
});
const busy = {
  number: 676,
  leg: 'modem',
  entry: 'ISP',
  cause: 'The line is busy.',
  evidence: 'BUSY',
} as const;

describe('sentences', () => {
  it('come once an attempt, and tell why it is dialled again', () => {
    const { lines, output } = written();
    const reporter = new TextReporter(output);
    const redial = { attempt: 1, of: 3, at: 0, after: busy };
    for (const each of ['openPort', 'authenticate', 'authenticate', 'authProject'] as const)
      reporter.state(state({ state: each }));
    reporter.state(state({ state: 'waitForRedial', redial, detail: 'attempt 1 of 3 in 30 seconds' }));
    for (const each of ['openPort', 'authenticate', 'connected'] as const)
      reporter.state(state({ state: each }));
    expect(lines.map((line) => line.split('\n')[0])).toEqual([
      'Connecting to Office...',
      'Verifying username and password...',
      'Registering your computer on the network...',
      'Error 676: The line is busy.',
      'Redialing Office: attempt 1 of 3 in 30 seconds...',
      'Connecting to Office...',
      'Verifying username and password...',
      'Successfully connected to Office.',
    ]);
  });
});

it('a sentence tells of a peer that says nothing, long before it is given up', () => {
  const { lines, output } = written();
  const reporter = new TextReporter(output);
  reporter.state(state({ state: 'allDevicesConnected' }));
  reporter.state(state({ state: 'allDevicesConnected', detail: unansweredDetail }));
  expect(lines).toEqual(['Still negotiating with Office: nothing has come back yet...']);
});

describe('JSON lines', () => {
  it('have time, entry and leg, and the number of an error', () => {
    const { lines, output } = written();
    const reporter = new JsonReporter(output, () => 0);
    reporter.state(state({}));
    reporter.error(busy);
    expect(lines[0]).toBe(
      '{"time":"2026-01-02T03:04:05.006Z","entry":"Office","leg":"tunnel","state":"openPort"}',
    );
    expect(JSON.parse(lines[1]!)).toMatchObject({
      time: '1970-01-01T00:00:00.000Z',
      entry: 'ISP',
      leg: 'modem',
      error: 676,
      evidence: 'BUSY',
    });
    expect(lines[2]).toMatch(/^! Error 676: /);
  });
});

describe('the status', () => {
  it('counts hours past a day, and shows what is known only', () => {
    expect(duration(100 * 3_600_000 + 61_000)).toBe('100:01:01');
    const status: ConnectionStatus = {
      entry: 'ISP',
      call: 1,
      leg: 'isp',
      kind: 'modem',
      state: 'waitForRedial',
      since: 0,
      dialledAt: 0,
      dns: [],
      routes: [],
      idleLimit: 0,
      redial: { attempt: 2, of: 3, at: 10_000, after: busy },
    };
    const text = statusText(status, 4_500);
    expect(text).toContain('Redial:       attempt 2 of 3 in 6 s');
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('Encryption');
  });
});

describe('the capture', () => {
  it('tells tshark direction, interface and drops', () => {
    const path = join(directory, 'a.pcapng');
    const file = new PrivateFile(path);
    const capture = new CaptureRecording(file, new Set(['ISP', 'Office']));
    const echo = Buffer.from('ff03c0210901000801020304', 'hex').toString('base64');
    const event = (entry: string, lost: number, direction: 'sent' | 'received') =>
      ({
        event: 'captured' as const,
        body: {
          entry,
          call: 1,
          leg: 'isp',
          lost,
          frames: [{ direction, time: 1_700_000_000_123_456, frame: echo }],
        },
      }) satisfies HelperEvent;
    capture.event(event('ISP', 0, 'sent'));
    capture.event(event('Office', 7, 'received'));
    capture.event(event('Somebody else', 0, 'sent'));
    capture.end(1_700_000_001_000);
    file.close();
    const fields = ['frame.time_epoch', 'frame.interface_name', 'ppp.direction', '_ws.col.Info'];
    const { stdout } = spawnSync(
      'tshark',
      ['-r', path, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
      { encoding: 'utf8' },
    );
    // tshark's 0 is DTE to DCE: sent.
    expect(stdout.trim().split('\n')).toEqual([
      '1700000000.123456000\tISP\t0\tEcho Request',
      '1700000000.123456000\tOffice\t1\tEcho Request',
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('files that are written', () => {
  it('are emptied first and closed to others, and links are not followed', () => {
    const path = join(directory, 'old.log');
    writeFileSync(path, 'old', { mode: 0o644 });
    new PrivateFile(path).close();
    expect(statSync(path)).toMatchObject({ size: 0 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    symlinkSync(path, join(directory, 'link.log'));
    for (const bad of [join(directory, 'link.log'), directory, '/dev/null', '/nonexistent/x'])
      expect(() => new PrivateFile(bad)).toThrow(DialFailure);
  });
});
