/** A password never reaches a log, an argument, a capture or a file; the prompt on a terminal does not show it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespacesWork } from '../helper/testing/namespace.ts';
import { Station } from '../helper/testing/station.ts';

/** What every process shows everybody. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
      } catch {
        return []; // it has ended
      }
    });
}

/** The password as it may lie in bytes: plain, UTF-16 as MS-CHAP takes it, hexadecimal and base64. */
const shapes = (password: string): Buffer[] => {
  const [plain, wide] = [Buffer.from(password), Buffer.from(password, 'utf16le')];
  return [
    plain,
    wide,
    Buffer.from(plain.toString('hex')),
    Buffer.from(plain.toString('base64').slice(0, -4)),
  ];
};

describe.skipIf(!namespacesWork())('a password', () => {
  let station: Station;
  beforeAll(async () => {
    station = await Station.create();
  });
  afterAll(() => station.close());

  /** rasdial that asks for the password, on a terminal of its own. */
  const onTerminal = () => {
    const [file, args] = station.command(
      ...['Demo ISP', 'dialin', '*'],
      `--phonebook=${station.caller.path('phonebook.json')}`,
    );
    const command = [file, ...args].map((word) => `'${word}'`).join(' ');
    return spawn('script', ['-qefc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  };

  it.each(['pap', 'chap'])('is in nothing that a dial by %s leaves or shows', async (auth) => {
    await station.plugIn();
    const passwords = { 'Demo ISP': 'Wr0ng-line-pass', Office: 'secret' };
    const [isp] = station.entries();
    station.phonebook([{ ...isp, auth: [auth] }]);
    station.credentials(passwords);
    const [log, capture] = [station.caller.path(`${auth}.log`), station.caller.path(`${auth}.pcapng`)];
    const [file, args] = station.command(
      ...station.dialArguments('Demo ISP', '--json', `--log=${log}`, `--capture=${capture}`),
    );
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let shown = '';
    const seen: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
        seen.push(...commandLines());
      });
    await once(child, 'close');
    expect(shown).toContain('"state":"authenticate"');
    // The recorder has seen the logon before rasdial has returned.
    expect(readFileSync(capture).includes(Buffer.from('dialin'))).toBe(true);
    const { runtimeDirectory } = station;
    const run = readdirSync(runtimeDirectory).filter((name) => name !== 'helper.sock');
    const left = [log, capture, ...run.map((name) => join(runtimeDirectory, name))].map((path) =>
      readFileSync(path),
    );
    const everything = [...left, Buffer.from(shown), Buffer.from(seen.join('\n'))];
    expect(seen.some((line) => line.includes('serve'))).toBe(true);
    for (const shape of shapes(passwords['Demo ISP']))
      expect(everything.filter((bytes) => bytes.includes(shape))).toEqual([]);
  });

  it('given as an argument is hidden while the dial runs', async () => {
    await station.plugIn();
    const [file, args] = station.command(
      ...['Demo ISP', 'dialin', 'Argument-pass', '--json'],
      `--phonebook=${station.caller.path('phonebook.json')}`,
    );
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    const seen = commandLines().join('\n');
    child.stdout.resume();
    await once(child, 'close');
    expect(seen).not.toContain('Argument-pass');
    expect(readFileSync(`${station.runtimeDirectory}/helper.log`, 'utf8')).not.toContain('Argument-pass');
  });

  it('is asked for on the terminal and not shown, and what was typed is what logs on', async () => {
    await station.plugIn();
    const [isp] = station.entries();
    station.phonebook([{ ...isp, auth: ['chap'] }]);
    const terminal = onTerminal();
    let screen = '';
    let typed = false;
    terminal.stdout.on('data', (chunk: Buffer) => {
      screen += chunk.toString();
      if (typed || !screen.includes('Enter the password for dialin: ')) return;
      typed = true;
      // A mistake taken back by backspace, one by Ctrl-U.
      terminal.stdin.write('wrong\u0015modex\u007fm\r');
    });
    const [status] = (await once(terminal, 'close')) as [number];
    expect(screen).toContain('Successfully connected to Demo ISP.');
    expect(screen).not.toContain('mode');
    expect(screen).not.toContain('wrong');
    expect(status).toBe(0);
    await station.rasdial('/disconnect');
  });

  it('prompt that is broken off with Ctrl-C dials nothing', async () => {
    const terminal = onTerminal();
    let screen = '';
    terminal.stdout.on('data', (chunk: Buffer) => {
      const before = screen.includes('Enter');
      screen += chunk.toString();
      if (!before && screen.includes('Enter')) terminal.stdin.write('\u0003');
    });
    const [status] = (await once(terminal, 'close')) as [number];
    expect(screen).toContain('Error 631');
    expect(screen).not.toContain('Connecting');
    expect(status).toBe(1);
  });

  it('is the first line of standard input, refused when there is more than a password', () => {
    const [file, args] = station.command(
      ...['Demo ISP', 'dialin', '--password-stdin'],
      `--phonebook=${station.caller.path('phonebook.json')}`,
    );
    const { status, stderr } = spawnSync(file, args, { input: 'x'.repeat(300), encoding: 'utf8' });
    expect(stderr).toMatch(/^Error 604: /);
    expect(stderr).not.toContain('xxx');
    expect(status).toBe(1);
  });
});
