/** A session bus for tests, with a keyring on it if wanted: the real programs, on files and sockets of their own. */
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { SessionBus } from '../session-bus.ts';

const daemon = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };

/** Without the directories of services: nothing is started that the test did not start. */
const configFor = (directory: string) => `<busconfig>
  <type>session</type>
  <listen>unix:dir=${directory}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

export class PrivateBus {
  readonly directory: string;
  readonly address: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  #keyring: ChildProcessByStdio<Writable, null, null> | undefined;

  private constructor(
    directory: string,
    address: string,
    process: ChildProcessByStdio<Writable, Readable, null>,
  ) {
    this.directory = directory;
    this.address = address;
    this.#process = process;
  }

  static async start(): Promise<PrivateBus> {
    const directory = mkdtempSync('/tmp/dun-test-');
    const config = join(directory, 'bus.conf');
    writeFileSync(config, configFor(directory));
    const bus = spawn(
      'dbus-daemon',
      [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'],
      {
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string];
    return new PrivateBus(directory, address, bus);
  }

  /** With its usual collection, unlocked, as after a login. */
  async startKeyring(): Promise<void> {
    const keyring = spawn(
      'gnome-keyring-daemon',
      [
        '--foreground',
        '--unlock',
        '--components=secrets',
        `--control-directory=${join(this.directory, 'control')}`,
      ],
      {
        stdio: ['pipe', 'ignore', 'ignore'],
        env: {
          PATH: process.env.PATH,
          HOME: this.directory,
          XDG_DATA_HOME: this.directory,
          XDG_RUNTIME_DIR: this.directory,
          DBUS_SESSION_BUS_ADDRESS: this.address,
        },
      },
    );
    this.#keyring = keyring;
    const owned = await this.whenOwned('org.freedesktop.secrets');
    keyring.stdin.end('the login password');
    await owned();
  }

  async stopKeyring(): Promise<void> {
    await ended(this.#keyring);
    this.#keyring = undefined;
  }

  /** Watches at once; what it resolves to resolves when somebody has this name. */
  async whenOwned(name: string): Promise<() => Promise<void>> {
    const bus = await SessionBus.open(this.address);
    let tell: () => void = () => undefined;
    const owned = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const signal = { interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged' };
    await bus.listen(signal, ([changed, , owner]) => {
      if (changed === name && owner !== '') tell();
    });
    const asked = { ...daemon, interface: 'org.freedesktop.DBus', member: 'NameHasOwner', signature: 's' };
    const [already] = await bus.call({ ...asked, body: [name] });
    if (already === true) tell();
    return async () => {
      await owned;
      bus.close();
    };
  }

  /** Ends the bus itself, as at the end of a session. */
  async stop(): Promise<void> {
    await ended(this.#keyring);
    await ended(this.#process);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

async function ended(child: ChildProcessByStdio<Writable, Readable | null, null> | undefined): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
