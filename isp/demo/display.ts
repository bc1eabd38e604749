/** The display the demo's window would open on, and how it is reached from a machine without any network. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Display {
  /** The folder of the user's session, where there is one: sockets in it have to stay reachable. */
  readonly session: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  /** The X server's cookies, where it wants any. */
  readonly cookies: string | undefined;
}

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** Undefined: none, or one that only a network leads to (an X display by ssh, say). Sockets with a path know no namespaces. */
export function findDisplay(
  environment: Environment,
  exists: (path: string) => boolean,
): Display | undefined {
  const runtime = given(environment.XDG_RUNTIME_DIR);
  const session = runtime !== undefined && isAbsolute(runtime) && exists(runtime) ? runtime : undefined;
  const variables: Record<string, string> = {};

  const number = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(environment.DISPLAY ?? '')?.[1];
  const x = number !== undefined && exists(`/tmp/.X11-unix/X${number}`);
  if (x) variables.DISPLAY = `:${number}`;

  const named = given(environment.WAYLAND_DISPLAY);
  const wayland = named === undefined ? undefined : isAbsolute(named) ? named : join(session ?? '/', named);
  if (wayland !== undefined && exists(wayland)) variables.WAYLAND_DISPLAY = wayland;
  if (Object.keys(variables).length === 0) return undefined;

  const bus = /^unix:(?:.*,)?path=/.test(environment.DBUS_SESSION_BUS_ADDRESS ?? '')
    ? environment.DBUS_SESSION_BUS_ADDRESS
    : session !== undefined && exists(join(session, 'bus'))
      ? `unix:path=${join(session, 'bus')}`
      : undefined;
  if (bus !== undefined) variables.DBUS_SESSION_BUS_ADDRESS = bus;
  const cookies = given(environment.XAUTHORITY) ?? join(environment.HOME ?? homedir(), '.Xauthority');
  return { session, variables, cookies: exists(cookies) ? cookies : undefined };
}

/** Everything the window may write, and what it finds its display by; all below the demo's own directory. */
export function windowEnvironment(display: Display, directory: string): Record<string, string> {
  const own = (name: string): string => {
    const path = join(directory, name);
    mkdirSync(path, { mode: 0o700 });
    return path;
  };
  const environment: Record<string, string> = {
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    ...display.variables,
    XDG_RUNTIME_DIR: own('session'),
    XDG_CONFIG_HOME: join(directory, 'config'),
    XDG_STATE_HOME: own('state'),
    XDG_DATA_HOME: own('data'),
    XDG_CACHE_HOME: own('cache'),
    // There is no network in there: trying would only cost time.
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
  };
  if (display.cookies !== undefined) {
    // It may lie in a folder of the machine that the client does not have.
    environment.XAUTHORITY = join(directory, 'Xauthority');
    copyFileSync(display.cookies, environment.XAUTHORITY);
  }
  return environment;
}

export const thisDisplay = (): Display | undefined => findDisplay(process.env, existsSync);
