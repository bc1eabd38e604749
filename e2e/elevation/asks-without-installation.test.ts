/** From an unprivileged user to the helper of a checkout, which has no policy of its own: by sudo-prompt and polkit's general action. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DialError } from '../../contract/dial-error.ts';
import { Desk, users } from './desk.ts';

/** As an administrator's password would: for alice everything, for bob nothing. */
const rules = `
polkit.addRule(function (action, subject) {
  if (action.id != 'org.freedesktop.policykit.exec') return undefined;
  return subject.user == 'alice' ? polkit.Result.YES : polkit.Result.NO;
});
`;

describe('a helper that is not installed, in a directory with blanks in its name', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.create({ program: '/usr/lib/dial up, networking+', installed: false, rules });
  });
  afterAll(() => desk.close());
  const ask = async (user: keyof typeof users) => {
    const { stdout, stderr } = await desk.node(user, 'e2e/elevation/ask-for-helper.ts');
    if (!stdout.startsWith('{')) throw new Error(`no outcome: ${stdout}${stderr}`);
    return JSON.parse(stdout) as { status?: unknown; error?: DialError };
  };

  it('is refused to a user who is not allowed, with the reason', async () => {
    const { error } = await ask('bob');
    expect(error).toMatchObject({ number: 711, cause: 'You are not allowed to start the helper.' });
  });

  it('starts for one who is, and belongs to that user', async () => {
    expect(await ask('alice')).toEqual({ status: { connections: [] } });
    const { stdout } = await desk.look('stat', '--format=%u', '/run/dial-up-networking/helper.sock');
    expect(stdout.trim()).toBe(String(users.alice));
  });
});
