import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SaveDialogOptions } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { CallLogs } from '../../client/index.ts';
import type { HelperEvent } from '../../contract/helper.ts';
import { LogService } from './log-service.ts';

const folder = mkdtempSync('/tmp/dun-log-service-');
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const line = (text: string, entry = 'Office', call = 1): HelperEvent => ({
  event: 'log',
  body: { time: Date.UTC(1998, 5, 25, 12), entry, call, leg: 'isp', layer: 'call', text },
});

async function made() {
  const directory = join(folder, 'calls');
  const logs = await CallLogs.open({ directory });
  const reports: string[] = [];
  const service = new LogService({ logs: Promise.resolve(logs), report: (what) => reports.push(what) });
  await service.meet('boot/1/1');
  return { directory, logs, reports, service };
}

describe('recording', () => {
  it('that fails is reported once, not for each line, and hinders nobody', async () => {
    const { directory, reports, service } = await made();
    rmSync(directory, { recursive: true });
    service.event(line('one'));
    service.event(line('two'));
    expect(reports).toEqual(['a call is not recorded']);
    await service.close();
    expect(reports).toEqual(['a call is not recorded']);
  });

  it('that cannot be finished at the end is reported, and the program ends all the same', async () => {
    const { logs, reports, service } = await made();
    logs.close = () => Promise.reject(new Error('no space left'));
    await service.close();
    expect(reports).toEqual(['not every line of the logs was kept']);
  });
});

describe('a log that is saved', () => {
  it.each([
    ['../../etc/passwd', '--..-etc-passwd 1998-06-25 12.00 log.txt'],
    ['€'.repeat(256), `${'€'.repeat(50)} 1998-06-25 12.00 log.txt`],
    ['\u202egpj.exe', '-gpj.exe 1998-06-25 12.00 log.txt'],
    ['.bashrc', '-bashrc 1998-06-25 12.00 log.txt'],
  ])('of an entry named %j is offered under a name that is one', async (entry, name) => {
    const { service } = await made();
    service.event(line('hello', entry));
    const [call] = await service.calls();
    const offered: (string | undefined)[] = [];
    const path = join(folder, 'chosen.txt');
    const ask = ({ defaultPath }: SaveDialogOptions) => {
      offered.push(defaultPath);
      return Promise.resolve({ canceled: false, filePath: path });
    };
    await service.saveText(ask, call?.log ?? '', 'plain', {});
    expect(offered).toEqual([name]);
    expect(Buffer.byteLength(name)).toBeLessThan(256);
    expect(readFileSync(path, 'utf8')).toContain('hello');
    expect(readdirSync(folder).toSorted()).toEqual(['calls', 'chosen.txt']);
    await service.close();
  });
});
