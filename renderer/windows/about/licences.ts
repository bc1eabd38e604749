/** Whose work is in the program besides ours, and on what terms. */
export interface Work {
  readonly name: string;
  readonly by: string;
  readonly licence: string;
}

export const works: readonly Work[] = [
  { name: 'Pixelated MS Sans Serif', by: 'lou', licence: 'CC BY-SA 3.0' },
  { name: '98.css', by: 'Jordan Scales', licence: 'MIT' },
  { name: 'React', by: 'Meta Platforms and contributors', licence: 'MIT' },
  { name: 'Zustand', by: 'Paul Henschel and contributors', licence: 'MIT' },
  { name: 'TanStack Virtual', by: 'Tanner Linsley', licence: 'MIT' },
  { name: 'xterm.js', by: 'the xterm.js authors', licence: 'MIT' },
  { name: 'uPlot', by: 'Leon Sorokin', licence: 'MIT' },
  { name: 'Zod', by: 'Colin McDonnell', licence: 'MIT' },
  { name: 'noble-hashes', by: 'Paul Miller', licence: 'MIT' },
  { name: 'dbus-next', by: 'Tony Crisci', licence: 'MIT' },
  { name: 'sudo-prompt', by: 'Joran Dirk Greef and Microsoft', licence: 'MIT' },
];
