import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findDisplay, windowEnvironment } from './display.ts';

const only =
  (...paths: string[]) =>
  (path: string): boolean =>
    paths.includes(path);

it('finds an X server by its socket', () => {
  expect(findDisplay({ DISPLAY: ':7.0', HOME: '/home/a' }, only('/tmp/.X11-unix/X7'))).toEqual({
    session: undefined,
    variables: { DISPLAY: ':7' },
    cookies: undefined,
  });
});

it('finds Wayland, the bus and the cookies of a session', () => {
  const environment = { WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/run/user/7', HOME: '/home/a' };
  const exists = only('/run/user/7', '/run/user/7/wayland-0', '/run/user/7/bus', '/home/a/.Xauthority');
  expect(findDisplay(environment, exists)).toEqual({
    session: '/run/user/7',
    variables: {
      WAYLAND_DISPLAY: '/run/user/7/wayland-0',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/7/bus',
    },
    cookies: '/home/a/.Xauthority',
  });
});

it.each([
  ['there is none', {}],
  ['it is empty', { DISPLAY: '', WAYLAND_DISPLAY: '' }],
  ['a network leads to it', { DISPLAY: 'localhost:10.0' }],
  ['its server is gone', { DISPLAY: ':9', WAYLAND_DISPLAY: '/run/user/7/wayland-9' }],
])('finds no display where %s', (_what, environment) => {
  expect(findDisplay({ HOME: '/home/a', ...environment }, only('/tmp/.X11-unix/X10'))).toBeUndefined();
});

it('gives the window places of its own, and a copy of the cookies', () => {
  const directory = mkdtempSync(join(tmpdir(), 'demo-display-test-'));
  try {
    writeFileSync(join(directory, 'cookies'), 'cookie');
    const display = { session: undefined, variables: { DISPLAY: ':7' }, cookies: join(directory, 'cookies') };
    const environment = windowEnvironment(display, directory);
    expect(environment).toMatchObject({ DISPLAY: ':7', WAYLAND_DISPLAY: '' });
    const places = Object.entries(environment).filter(([name]) => name.startsWith('XDG_'));
    expect(places).toHaveLength(5);
    for (const [, path] of places) expect(path.startsWith(`${directory}/`)).toBe(true);
    expect(statSync(environment.XDG_RUNTIME_DIR!).mode & 0o777).toBe(0o700);
    expect(existsSync(environment.XDG_CONFIG_HOME!)).toBe(false);
    expect(readFileSync(environment.XAUTHORITY!, 'utf8')).toBe('cookie');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
