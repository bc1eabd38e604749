/** Questions that come up during a dial, on a real terminal: a second try at the password, a new password, a line in the open. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespacesWork } from '../helper/testing/namespace.ts';
import { Station } from '../helper/testing/station.ts';

/** What is typed when this text has come since the last answer. */
type Answers = readonly (readonly [prompt: string, typed: string])[];

interface Screen {
  readonly text: string;
  readonly status: number;
}

/** Runs a program on a terminal of its own, and answers its questions in order. */
async function onTerminal(file: string, args: readonly string[], answers: Answers): Promise<Screen> {
  const command = [file, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let text = '';
  let seen = 0;
  let next = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (const [prompt, typed] of answers.slice(next)) {
      const at = text.indexOf(prompt, seen);
      if (at < 0) return;
      seen = at + prompt.length;
      next += 1;
      child.stdin.write(typed);
    }
  });
  const [status] = (await once(child, 'close')) as [number];
  return { text, status };
}

describe.skipIf(!namespacesWork())('a dial on a terminal', () => {
  let station: Station;
  beforeAll(async () => {
    station = await Station.create();
  });
  afterAll(() => station.close());
  const dial = async (password: string, answers: Answers) => {
    await station.plugIn();
    // The office logs on by MS-CHAP v2, which has a second try.
    station.credentials({ 'Demo ISP': 'modem', Office: password });
    return onTerminal(...station.command(...station.dialArguments('Office')), answers);
  };

  it('asks again for a name and a password that were not accepted, and goes on with them', async () => {
    const { text, status } = await dial('wrong', [
      ['User name [alice]: ', '\r'],
      ['Enter the password for alice: ', 'secret\r'],
    ]);
    expect(text).toContain('Office did not accept the user name and password');
    expect(text).toContain('Successfully connected to Office.');
    expect(text).not.toContain('secret');
    expect(status).toBe(0);
    await station.rasdial('/disconnect');
  });

  it('is broken off by Ctrl-C at either question', async () => {
    for (const answers of [
      [['User name [alice]: ', '\u0003']],
      [
        ['User name [alice]: ', 'somebody\r'],
        ['Enter the password for somebody: ', '\u0003'],
      ],
    ] satisfies Answers[]) {
      const { text, status } = await dial('wrong', answers);
      expect(text).toContain('Error 631');
      expect(status).toBe(1);
    }
  });

  it('asks nobody where there is no terminal', async () => {
    await station.plugIn();
    station.credentials({ 'Demo ISP': 'modem', Office: 'wrong' });
    const { stderr, stdout } = await station.rasdial(...station.dialArguments('Office'));
    expect(stderr).toContain('Error 691');
    expect(stdout + stderr).not.toContain('User name');
  });
});

describe('what a call asks', () => {
  const directory = mkdtempSync('/tmp/dun-test-');
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });
  const here = (name: string) => JSON.stringify(join(import.meta.dirname, name));

  /** A call that is in this state until it is answered; what the helper was asked for, in order. */
  async function asked(state: string, last: string, answers: Answers) {
    const [program, requests] = [join(directory, 'program.ts'), join(directory, 'requests.json')];
    writeFileSync(
      program,
      `import { writeFileSync } from 'node:fs';
       import { Interaction } from ${here('interaction.ts')};
       const requests: unknown[] = [];
       const told = (event: string, body: object) =>
         interaction.event({ event, body: { time: 1, entry: 'ISP', call: 1, leg: 'isp', ...body } } as never);
       const helper = {
         request: (verb: string, body: { password?: { reveal(): string }; data?: string }) => {
           const { password, data } = body;
           requests.push({ verb, password: password?.reveal(), data: data && Buffer.from(data, 'base64').toString() });
           if (data) told('terminal', { data: Buffer.from(data.toUpperCase()).toString('base64') });
           if (verb === '${last}') {
             writeFileSync(${JSON.stringify(requests)}, JSON.stringify(requests));
             told('state', { state: 'authenticate' });
           }
           return Promise.resolve({});
         },
       };
       const interaction = new Interaction({
         helper: helper as never,
         credentials: {},
         breakOff: () => process.stderr.write('broken off'),
       });
       told('state', { state: '${state}' });`,
    );
    const screen = await onTerminal(process.execPath, [program], answers);
    return { ...screen, requests: JSON.parse(readFileSync(requests, 'utf8')) as unknown };
  }

  it('a new password: twice the same, shown neither time', async () => {
    const { text, requests } = await asked('passwordExpired', 'changePassword', [
      ['New password: ', 'first\r'],
      ['once more: ', 'another\r'],
      ['New password: ', 'Spr1ng\r'],
      ['once more: ', 'Spr1ng\r'],
    ]);
    expect(requests).toEqual([{ verb: 'changePassword', password: 'Spr1ng' }]);
    expect(text).toContain('Those are not the same, or empty.');
    expect(text).not.toContain('Spr1ng');
  });

  it('a terminal on the line, until Ctrl-]', async () => {
    const { requests, status } = await asked('interactive', 'terminalDone', [
      ['when you are done.', 'login\r\u0003'],
      ['', 'ppp\u001d'],
    ]);
    const typed = (requests as { verb: string; data?: string }[]).map(({ verb, data }) => data ?? verb);
    // Ctrl-C goes to the other end like any key.
    expect(typed.join('')).toBe('login\r\u0003pppterminalDone');
    expect(status).toBe(0);
  });
});
