/** What a demo could leave on the machine, looked at before and after. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { processesIn } from '../namespaces.ts';

export interface Traces {
  readonly routes: string;
  readonly rules: string;
  readonly links: string;
  readonly resolvConf: string;
}

const show = (...words: string[]): string => {
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
  const text = execFileSync('ip', words, { encoding: 'utf8', env: { ...process.env, PATH: path } });
  // Advertised routes count down.
  return text.replace(/ expires \d+sec/g, '');
};

export function lookAround(): Traces {
  return {
    routes: show('-4', 'route', 'show', 'table', 'all') + show('-6', 'route', 'show', 'table', 'all'),
    rules: show('-4', 'rule') + show('-6', 'rule'),
    links: show('-o', 'link').replace(/ qlen \d+/g, ''),
    resolvConf: existsSync('/etc/resolv.conf') ? readFileSync('/etc/resolv.conf', 'utf8') : '',
  };
}

/** Milliseconds for the kernel to clear away what has just ended. */
const clearingTime = 1000;

/** Everything that is not as it was, in words; empty when the machine is as before. */
export async function whatIsLeft(
  before: Traces,
  namespaces: ReadonlySet<string>,
  files: readonly string[],
): Promise<string[]> {
  const deadline = performance.now() + clearingTime;
  while (processesIn(namespaces).length > 0 && performance.now() < deadline) {
    await setTimeout(20);
  }
  const after = lookAround();
  const names = {
    routes: 'routes',
    rules: 'routing rules',
    links: 'interfaces',
    resolvConf: 'resolv.conf',
  } as const;
  const left = (Object.keys(names) as (keyof Traces)[]).flatMap((key) =>
    difference(before[key], after[key]).map((line) => `${names[key]}: ${line}`),
  );
  const processes = processesIn(namespaces);
  if (processes.length > 0) left.push(`processes: ${processes.join(', ')}`);
  left.push(...files.filter((file) => existsSync(file)).map((file) => `file: ${file}`));
  return left;
}

/** Lines that came, with a plus, and lines that went, with a minus. */
export function difference(before: string, after: string): string[] {
  const had = before.split('\n');
  const has = after.split('\n');
  return [
    ...has.filter((line) => !had.includes(line)).map((line) => `+ ${line}`),
    ...had.filter((line) => !has.includes(line)).map((line) => `- ${line}`),
  ];
}
