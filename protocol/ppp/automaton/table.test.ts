import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { events, states, transition } from './table.ts';

/** RFC 1661 §4.1 as printed, cells in the grid's own notation: `actions/state` and a footnote letter. */
const grid = readFileSync(new URL('../../../testdata/rfc1661-automaton.txt', import.meta.url), 'utf8');

function printedCells(): Map<string, string> {
  const cells = new Map<string, string>();
  let columns: string[] = [];
  for (const line of grid.split('\n')) {
    const [head = '', body = ''] = line.split('|');
    const words = body.trim().split(/\s+/);
    if (head.trim() === 'Events') columns = words;
    const event = head.trim();
    if (!(events as readonly string[]).includes(event)) continue;
    for (const [index, state] of columns.entries()) cells.set(`${state} ${event}`, words[index] ?? '');
  }
  return cells;
}

function ourCell(state: (typeof states)[number], event: (typeof events)[number]): string {
  const cell = transition(state, event);
  if (cell === undefined) return '-';
  return [cell.actions.join(','), String(states.indexOf(cell.next))].filter((part) => part !== '').join('/');
}

describe('the automaton table', () => {
  const printed = printedCells();

  it('has every cell the RFC prints: 120 legal, 40 dashes', () => {
    expect(printed.size).toBe(states.length * events.length);
    const legal = [...printed.values()].filter((cell) => cell !== '-');
    expect(legal.length).toBe(120);
    expect(printed.size - legal.length).toBe(40);
  });

  for (const state of states) {
    for (const event of events) {
      const cell = printed.get(`${state} ${event}`) ?? 'missing';
      it(`${state}, ${event}: ${cell}`, () => {
        expect(ourCell(state, event)).toBe(cell.replace(/[prx]$/, ''));
      });
    }
  }
});
