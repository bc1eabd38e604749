/** A keyring on the desktop's session bus, unlocked, as after a login. */
import { once } from 'node:events';
import { must } from '../harness/namespace.ts';
import type { Desktop } from './desktop.ts';
import { spawnAsUser, userId } from './user.ts';

export interface Keyring {
  /** Everything it keeps for this program, secrets included, as text. */
  contents(): Promise<string>;
  close(): Promise<void>;
}

export function openKeyring(desktop: Desktop): Keyring {
  const daemon = spawnAsUser(
    ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
    desktop.environment,
    { stdio: ['pipe', 'ignore', 'ignore'] },
  );
  // The keyring's own password: a new keyring gets it.
  daemon.stdin?.end('the keyring of a test');
  return {
    contents: () =>
      must(
        'setpriv',
        [
          ...[`--reuid=${userId}`, `--regid=${userId}`, '--clear-groups', '--'],
          ...['secret-tool', 'search', '--all', 'application', 'dial-up-networking'],
        ],
        { env: { ...process.env, ...desktop.environment } },
      ),
    async close() {
      const closed = once(daemon, 'close');
      daemon.kill('SIGTERM');
      await closed;
    },
  };
}
