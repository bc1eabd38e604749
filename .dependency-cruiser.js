// The walls between the rooms: which room may import which. docs/architecture.md shows the same table in words.
const rooms = {
  contract: ['contract'],
  protocol: ['protocol'],
  native: ['native'],
  engine: ['engine', 'protocol', 'native', 'contract'],
  helper: ['helper', 'engine', 'contract', 'native'],
  client: ['client', 'contract'],
  cli: ['cli', 'client', 'contract'],
  isp: ['isp', 'engine', 'contract', 'native'],
  electron: ['electron', 'client', 'contract'],
  'chromium-host': ['chromium-host'],
  // protocol: its codecs name the fields of a frame in the log viewer.
  renderer: ['renderer', 'contract', 'protocol', 'assets'],
};
const packages = {
  contract: ['zod'],
  protocol: ['@noble/hashes'],
  native: [],
  engine: [],
  helper: [],
  client: ['sudo-prompt', 'dbus-next'],
  cli: [],
  isp: [],
  electron: ['electron'],
  // electron: its types alone, which the host is held to.
  'chromium-host': ['dbus-next', 'electron'],
  renderer: [
    'react',
    'react-dom',
    'zustand',
    '98.css',
    '@xterm',
    'uplot',
    '@tanstack',
    'vite',
    '@vitejs',
    '@types/react',
    '@types/react-dom',
  ],
};
const tests = '\\.test\\.tsx?$';

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports-only-its-neighbours`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: tests },
      to: { pathNot: [`^(${allowed.join('|')})/`, '^node_modules/'], dependencyTypesNot: ['core'] },
    })),
    ...Object.entries(packages).map(([room, allowed]) => ({
      name: `${room}-uses-only-its-packages`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: tests },
      to: {
        path: '^node_modules/',
        pathNot: allowed.length ? `^node_modules/(${allowed.join('|')})/` : '^$',
      },
    })),
    {
      name: 'pure-rooms-know-no-node',
      severity: 'error',
      from: { path: '^(protocol|contract|renderer/(windows|controls|store))/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^build/', '^native/build'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    moduleSystems: ['es6', 'cjs'],
    // Packages that are modules only have no `require` to be found by.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
