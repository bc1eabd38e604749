/** From an unprivileged user to the helper by pkexec and our policy: who gets it, who does not, and what each is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DialError } from '../../contract/dial-error.ts';
import type { Finished } from '../harness/namespace.ts';
import { Desk, users } from './desk.ts';

/** Alice may, without being asked; of anybody else polkit wants an administrator's password. */
const rules = `
polkit.addRule(function (action, subject) {
  if (action.id == 'org.dial-up-networking.helper' && subject.user == 'alice') return polkit.Result.YES;
});
`;
const socket = '/run/dial-up-networking/helper.sock';
const helper = '/usr/lib/dial-up-networking/helper';
/** polkit judges the program that asks, and looks it up; so there has to be one. */
const viaPkexec = ['/bin/sh', '-c', '/usr/bin/pkexec --disable-internal-agent "$@"; exit $?', 'sh'] as const;
/** CAP_NET_ADMIN and CAP_NET_RAW. */
const twoCapabilities = '0000000000003000';

interface Outcome {
  readonly status?: { readonly connections: readonly unknown[] };
  readonly error?: DialError;
  readonly prompts?: number;
}
const outcomeOf = ({ stdout, stderr }: Finished): Outcome => {
  if (!stdout.startsWith('{')) throw new Error(`no outcome: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Outcome;
};

describe('an installed helper', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.create({ program: '/usr/lib/dial-up-networking/app', installed: true, rules });
  });
  afterAll(() => desk.close());
  const ask = async (user: keyof typeof users, ...args: string[]) =>
    outcomeOf(await desk.node(user, 'e2e/elevation/ask-for-helper.ts', ...args));

  it('is not for a user whom no rule allows, who is told why and what to do', async () => {
    const { error } = await ask('bob');
    expect(error).toMatchObject({ number: 711 });
    expect(error?.cause).toContain('start a polkit authentication agent');
    expect(error?.evidence).toMatch(/authentication agent/);
    expect((await desk.look('test', '-e', socket)).status).toBe(1);
  });

  it('is not started when the prompt is dismissed, which is asked once and taken for an answer', async () => {
    const { error, prompts } = await ask('bob', '--dismiss');
    expect(error).toMatchObject({ number: 711, cause: 'You did not allow the helper to be started.' });
    expect(prompts).toBe(1);
    expect((await desk.look('test', '-e', socket)).status).toBe(1);
  });

  it('starts for a user whom a rule allows, answers, and belongs to that user', async () => {
    const { status } = await ask('alice');
    expect(status).toEqual({ connections: [] });
    const { stdout } = await desk.look('stat', '--format=%u %A', socket);
    expect(stdout.trim()).toMatch(new RegExp(`^${users.alice} srw.------$`));
  });

  it('is found running by rasdial, which needs no rights then', async () => {
    const done = await desk.node('alice', 'cli/main.ts', '--status');
    expect(done).toMatchObject({ status: 0, stdout: expect.stringContaining('No connections') as string });
  });

  it('holds two capabilities and can gain no more', async () => {
    const { stdout } = await desk.look('sh', '-c', "cat /proc/$(pgrep -f 'helper/main[.]ts serve')/status");
    expect(stdout).toContain(`CapEff:\t${twoCapabilities}`);
    expect(stdout).toContain(`CapBnd:\t${twoCapabilities}`);
    expect(stdout).toMatch(/^NoNewPrivs:\t1$/m);
  });

  it('is not for another user while it serves one', async () => {
    const { error } = await ask('bob');
    expect(error).toMatchObject({
      number: 711,
      cause: 'The helper that is running belongs to another user.',
    });
  });

  it('is the only program the rule is good for', async () => {
    const other = await desk.as('alice', ...viaPkexec, '/usr/bin/id');
    expect(other.status).toBe(127);
    expect(other.stdout).toBe('');
  });

  it('takes neither another directory nor another owner from the user', async () => {
    for (const argument of ['--runtime-dir=/run/mine', `--owner=${users.bob}`, 'serve']) {
      const done = await desk.as('alice', ...viaPkexec, helper, argument);
      expect(done.status).not.toBe(0);
      expect(done.stderr).toMatch(/only root may choose|begun by the first alone/);
    }
  });
});
