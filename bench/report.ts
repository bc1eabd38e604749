/** Prints the sections, and puts them between the markers of docs/measurements.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Section, Target } from './section.ts';

const page = join(import.meta.dirname, '../docs/measurements.md');
const begin = '<!-- figures: begin -->';
const end = '<!-- figures: end -->';

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const targetColumns = ['target', 'goal', 'measured', 'met'];
const targetRow = ({ what, goal, measured, met }: Target): string[] => [
  what,
  goal,
  measured,
  met ? 'yes' : 'no',
];

export function asText(section: Section): string {
  const { title, targets } = section;
  const parts = [`== ${title}`, columns([section.columns, ...section.rows])];
  if (targets.length > 0) parts.push(columns([targetColumns, ...targets.map(targetRow)]));
  return `${parts.join('\n\n')}\n`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function asMarkdown({ title, how, columns: header, rows }: Section): string {
  return `### ${title}\n\n${how}\n\n${table(header, rows)}\n`;
}

export async function record(machine: string, sections: readonly Section[]): Promise<void> {
  const targets = sections.flatMap((section) => section.targets).map(targetRow);
  const figures = [
    machine,
    `### Targets\n\n${table(targetColumns, targets)}\n`,
    ...sections.map(asMarkdown),
  ].join('\n\n');
  const text = await readFile(page, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${page} has lost its markers`);
  const replaced = `${text.slice(0, from + begin.length)}\n\n${figures}\n\n${text.slice(to)}`;
  const style = (await resolveConfig(page)) ?? {};
  await writeFile(page, await format(replaced, { ...style, parser: 'markdown' }));
}
