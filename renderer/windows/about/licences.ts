/** Whose work is in the program besides ours, and on what terms. */
export interface Work {
  readonly name: string;
  readonly by: string;
  readonly licence: string;
  /** What it is called where it comes from; none: it comes inside another. */
  readonly packages: readonly string[];
}

export const works: readonly Work[] = [
  { name: 'Pixelated MS Sans Serif', by: 'lou', licence: 'CC BY-SA 3.0', packages: [] },
  { name: '98.css', by: 'Jordan Scales', licence: 'MIT', packages: ['98.css'] },
  {
    name: 'React',
    by: 'Meta Platforms and contributors',
    licence: 'MIT',
    packages: ['react', 'react-dom', 'scheduler'],
  },
  { name: 'Zustand', by: 'Paul Henschel and contributors', licence: 'MIT', packages: ['zustand'] },
  {
    name: 'TanStack Virtual',
    by: 'Tanner Linsley',
    licence: 'MIT',
    packages: ['@tanstack/react-virtual', '@tanstack/virtual-core'],
  },
  {
    name: 'xterm.js',
    by: 'the xterm.js authors',
    licence: 'MIT',
    packages: ['@xterm/xterm', '@xterm/addon-fit'],
  },
  { name: 'uPlot', by: 'Leon Sorokin', licence: 'MIT', packages: ['uplot'] },
  { name: 'Zod', by: 'Colin McDonnell', licence: 'MIT', packages: ['zod'] },
  { name: 'noble-hashes', by: 'Paul Miller', licence: 'MIT', packages: ['@noble/hashes'] },
  { name: 'dbus-next', by: 'Tony Crisci', licence: 'MIT', packages: ['dbus-next'] },
  {
    name: 'event-stream',
    by: 'Dominic Tarr',
    licence: 'MIT',
    packages: ['event-stream', 'from', 'map-stream', 'pause-stream', 'split', 'stream-combiner', 'through'],
  },
  { name: 'duplexer', by: 'Raynos', licence: 'MIT', packages: ['duplexer'] },
  { name: 'hexy', by: 'Tim Becker', licence: 'MIT', packages: ['hexy'] },
  { name: 'jsbi', by: 'Google', licence: 'Apache-2.0', packages: ['jsbi'] },
  { name: 'long.js', by: 'Daniel Wirtz', licence: 'Apache-2.0', packages: ['long'] },
  { name: 'put', by: 'James Halliday', licence: 'MIT', packages: ['@nornagon/put'] },
  { name: 'safe-buffer', by: 'Feross Aboukhadijeh', licence: 'MIT', packages: ['safe-buffer'] },
  { name: 'sax', by: 'Isaac Z. Schlueter', licence: 'BlueOak-1.0.0', packages: ['sax'] },
  { name: 'xml2js', by: 'Marek Kubica', licence: 'MIT', packages: ['xml2js'] },
  { name: 'xmlbuilder', by: 'Ozgur Ozcitak', licence: 'MIT', packages: ['xmlbuilder'] },
  {
    name: 'sudo-prompt',
    by: 'Joran Dirk Greef and Microsoft',
    licence: 'MIT',
    packages: ['sudo-prompt'],
  },
];
