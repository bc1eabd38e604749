/** What a demo could leave on the machine, looked at before and after. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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

/** Everything that is not as it was, in words; empty when the machine is as before. */
export function whatIsLeft(
  before: Traces,
  namespaces: ReadonlySet<string>,
  files: readonly string[],
): string[] {
  const after = lookAround();
  const left: string[] = [];
  if (after.routes !== before.routes) left.push('routes have changed');
  if (after.rules !== before.rules) left.push('routing rules have changed');
  if (after.links !== before.links) left.push('network interfaces have changed');
  if (after.resolvConf !== before.resolvConf) left.push('/etc/resolv.conf has changed');
  const processes = processesIn(namespaces);
  if (processes.length > 0) left.push(`processes still run: ${processes.join(', ')}`);
  left.push(...files.filter((file) => existsSync(file)).map((file) => `${file} is still there`));
  return left;
}
