/** Installs what a command needs: npm packages, system packages, the native module. Plain JavaScript: it runs before anything is there. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const pinnedNode = join(root, 'node_modules/node/bin/node');

/** Debian's package and how to see that it is there: a program, or a file. */
const toRun = [
  ['g++', 'g++'],
  ['cmake', 'cmake'],
  ['ninja-build', 'ninja'],
  ['iproute2', 'ip'],
  ['util-linux', 'unshare'],
];
const toTest = [
  ...toRun,
  ['clang-14', 'clang++-14'],
  ['clang-format-14', 'clang-format-14'],
  ['libclang-rt-14-dev', '/usr/lib/llvm-14/lib/clang'],
  ['doctest-dev', '/usr/include/doctest/doctest.h'],
  ['user-mode-linux', 'linux.uml'],
  ['ppp', 'pppd'],
  ['pptpd', 'pptpd'],
  ['pptp-linux', 'pptp'],
  ['kmod', 'insmod'],
  ['iperf3', 'iperf3'],
  ['socat', 'socat'],
  ['iputils-ping', 'ping'],
  ['nftables', 'nft'],
  ['tshark', 'tshark'],
  ['openssl', 'openssl'],
  ['procps', 'ps'],
  // What lets a system bus start polkitd.
  ['dbus', '/usr/lib/dbus-1.0/dbus-daemon-launch-helper'],
  ['dbus-daemon', 'dbus-daemon'],
  ['chromium', 'chromium'],
  ['xvfb', 'Xvfb'],
  ['openbox', 'openbox'],
  ['xdotool', 'xdotool'],
  ['wmctrl', 'wmctrl'],
  ['x11-utils', 'xprop'],
  ['xfce4-panel', 'xfce4-panel'],
  ['fonts-dejavu-core', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'],
  ['polkitd', '/usr/lib/polkit-1/polkitd'],
  ['pkexec', 'pkexec'],
  ['gnome-keyring', 'gnome-keyring-daemon'],
  ['libsecret-tools', 'secret-tool'],
];
const packageSets = { run: toRun, test: toTest };

function isPresent(probe) {
  if (probe === '/usr/lib/llvm-14/lib/clang') return hasClangRuntime(probe);
  if (probe.startsWith('/')) return existsSync(probe);
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, probe), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The fuzzer and sanitizer runtimes lie in a folder named after clang's full version. */
function hasClangRuntime(folder) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((version) => {
    const libraries = join(folder, version, 'lib/linux');
    return (
      existsSync(libraries) && readdirSync(libraries).some((file) => file.startsWith('libclang_rt.fuzzer-'))
    );
  });
}

/** Installs missing packages with apt when we are root; otherwise throws with the command to run. */
export function requireSystemPackages(set) {
  const missing = packageSets[set].filter(([, probe]) => !isPresent(probe)).map(([name]) => name);
  if (missing.length === 0) return;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0 || !isPresent('apt-get')) {
    throw new Error(
      `These system packages are missing: ${missing.join(' ')}\nInstall them and start again:\n\n  sudo ${install.join(' ')}\n`,
    );
  }
  console.error(`Installing system packages: ${missing.join(' ')}`);
  withoutStartingServices(() => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-q'], { env, quiet: true });
    run(install[0], ['-q', ...install.slice(1)], { env, quiet: true });
  });
}

/** pptpd's package would start a server: Debian's policy layer says no while we install, unless there is a policy already. */
function withoutStartingServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

/** `npm ci` when node_modules is missing or was installed from another package-lock.json. */
export function installNodeModules() {
  const stamp = join(root, 'node_modules/.installed-from');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && existsSync(pinnedNode) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing npm packages');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  writeFileSync(stamp, lock);
}

/** Builds native/ with CMake; nothing is done when the module is newer than every source. */
export function buildNative() {
  const build = join(root, 'native/build');
  const module = join(build, 'addon/dial_up_networking.node');
  if (existsSync(module) && statSync(module).mtimeMs > newest(join(root, 'native'))) return;
  console.error('Building the native module');
  mkdirSync(build, { recursive: true });
  run('cmake', ['-S', join(root, 'native'), '-B', build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Release'], {
    quiet: true,
  });
  run('cmake', ['--build', build, '--parallel', '2'], { quiet: true });
  // The linker leaves an unchanged module alone; its time says "checked now".
  run('touch', [module], {});
}

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (/^build/.test(entry.name) || entry.name.endsWith('.ts')) continue;
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

/** Runs a program in the checkout; `quiet` keeps its output unless it fails. */
export function run(program, args, { env = process.env, quiet = false } = {}) {
  const result = spawnSync(program, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
  });
  if (result.error) throw new Error(`${program}: ${result.error.message}`);
  if (result.status !== 0) {
    if (quiet) process.stderr.write(`${result.stdout}${result.stderr}`);
    throw new Error(`${program} ${args.join(' ')} failed with status ${String(result.status)}`);
  }
}
