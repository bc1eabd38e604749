/** A log as text in its three manners, and its frames as a capture that tshark reads. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LogFilter } from '../contract/log-filter.ts';
import type { LogRecord } from '../contract/log.ts';
import { formatLogRecord } from '../contract/log.ts';
import { logCapture } from './log-capture.ts';
import type { LogStyle } from './log-text.ts';
import { logText } from './log-text.ts';

/** The 27th of March 1998 in the tester's own time zone. */
const time = new Date(1998, 2, 27, 14, 26, 38, 146).getTime();
const record = (more: Partial<LogRecord>): LogRecord => ({
  time,
  entry: 'Demo ISP',
  call: 1,
  leg: 'isp',
  layer: 'modem',
  text: '',
  ...more,
});
const all = async (records: readonly LogRecord[], style: LogStyle, filter: LogFilter = {}) => {
  let text = '';
  for await (const line of logText(records, style, filter)) text += line;
  return text.split('\n').slice(0, -1);
};

const stamp = '03-27-1998 14:26:38.14 - ';
const request = record({
  layer: 'lcp',
  direction: 'sent',
  text: 'ConfReq 1',
  frame: {
    protocol: 0xc021,
    information: Buffer.from('01010014020600000000050612345678', 'hex').toString('base64'),
  },
});

describe('a log as text', () => {
  it('plain is as rasdial writes it, what is not wanted left out', async () => {
    const [modem, tunnel] = [record({ text: 'one' }), record({ leg: 'tunnel', layer: 'gre', text: 'two' })];
    expect(await all([modem, tunnel, request], 'plain')).toEqual(
      [modem, tunnel, request].map(formatLogRecord),
    );
    expect(await all([modem, tunnel, request], 'plain', { legs: ['tunnel'] })).toEqual([
      formatLogRecord(tunnel),
    ]);
    expect(await all([modem, tunnel], 'plain', { layers: [] })).toEqual([]);
  });

  it('like a modem log has what was sent and received and what it meant', async () => {
    const lines = await all(
      [
        record({ text: 'initializing the modem' }),
        record({ direction: 'sent', text: 'ATZ' }),
        record({ direction: 'received', text: 'OK' }),
        record({ direction: 'sent', text: 'ATDT#######' }),
        record({ direction: 'received', text: '+MCR: V34' }),
        record({ direction: 'received', text: 'CONNECT 33600/ARQ/V34/LAPM/V42BIS' }),
        request,
        record({ direction: 'sent', text: '+++' }),
        record({ direction: 'received', text: 'NO CARRIER' }),
      ],
      'modemlog',
    );
    expect(lines).toEqual(
      [
        'Modem of "Demo ISP" in use.',
        'initializing the modem',
        'Send: ATZ<cr>',
        'Recv: <cr><lf>OK<cr><lf>',
        'Interpreted response: Ok',
        'Send: ATDT#######<cr>',
        'Recv: <cr><lf>+MCR: V34<cr><lf>',
        'Interpreted response: Informative',
        'Recv: <cr><lf>CONNECT 33600/ARQ/V34/LAPM/V42BIS<cr><lf>',
        'Interpreted response: Connect',
        'Connection established at 33600bps.',
        'Error-control on.',
        'Data compression on.',
        'Send: +++',
        'Recv: <cr><lf>NO CARRIER<cr><lf>',
        'Interpreted response: No Carrier',
        'End of the log of "Demo ISP".',
      ].map((line) => stamp + line),
    );
  });

  it.each([
    ['ATDT5550101', 'ATDT#######'],
    ['ATX3DT9,5550101', 'ATX3DT#,#######'],
    ['atdp0,,11', 'atdp#,,##'],
    ['ATD*70W1234', 'ATD*##W####'],
    ['AT+MS=V34,1', 'AT+MS=V34,1'],
    ['ATS7=60', 'ATS7=60'],
  ])('like a modem log hides a number that nobody hid before: %s', async (text, shown) => {
    expect((await all([record({ direction: 'sent', text })], 'modemlog'))[1]).toBe(
      `${stamp}Send: ${shown}<cr>`,
    );
  });

  it('like a PPP log has every control packet in hexadecimal', async () => {
    expect(await all([record({ text: 'modem' }), request], 'ppplog')).toEqual([
      `${stamp}PPP log of "Demo ISP" opened.`,
      `${stamp}PPP : Sent a control packet of 18 bytes:`,
      `${' '.repeat(stamp.length)}Data 0000: c0 21 01 01 00 14 02 06 | 00 00 00 00 05 06 12 34`,
      `${' '.repeat(stamp.length)}Data 0010: 56 78`,
      `${stamp}LCP : ConfReq 1`,
      `${stamp}PPP log of "Demo ISP" closed.`,
    ]);
    // Where PPP never began there is nothing, which is an answer, too.
    expect(await all([record({ text: 'modem' })], 'ppplog')).toEqual([]);
  });

  it('cannot be broken out of by what a server says', async () => {
    const evil = record({ direction: 'received', text: 'OK\r\n03-27-1998 forged\u202e', entry: 'a\nb' });
    for (const style of ['plain', 'modemlog'] as const)
      for (const line of await all([evil], style)) expect(line).not.toMatch(/^03-27-1998 forged|\r|\u202e/);
  });
});

describe('a capture', () => {
  const directory = mkdtempSync('/tmp/dun-test-');
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('shows tshark the frames, their direction and their connection', async () => {
    const path = join(directory, 'call.pcapng');
    const echo = (more: Partial<LogRecord>) =>
      record({
        ...request,
        frame: { protocol: 0xc021, information: Buffer.from('0901000801020304', 'hex').toString('base64') },
        ...more,
      });
    const frames = [echo({}), record({ text: 'no frame' }), echo({ entry: 'Office', direction: 'received' })];
    const pieces: Buffer[] = [];
    for await (const piece of logCapture(frames)) pieces.push(piece);
    writeFileSync(path, Buffer.concat(pieces));
    const fields = ['frame.time_epoch', 'frame.interface_name', 'ppp.direction', '_ws.col.Info'];
    const { stdout } = spawnSync(
      'tshark',
      ['-r', path, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
      { encoding: 'utf8' },
    );
    const seconds = `${Math.floor(time / 1000)}.146000000`;
    expect(stdout.trim().split('\n')).toEqual([
      `${seconds}\tDemo ISP\t0\tEcho Request`,
      `${seconds}\tOffice\t1\tEcho Request`,
    ]);
  });
});
