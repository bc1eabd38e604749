import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('docs/automaton.md is what the table prints', () => {
  const script = new URL('draw-automaton.mjs', import.meta.url).pathname;
  const printed = execFileSync(process.execPath, [script], { encoding: 'utf8' });
  expect(readFileSync(new URL('../docs/automaton.md', import.meta.url), 'utf8')).toBe(printed);
});
