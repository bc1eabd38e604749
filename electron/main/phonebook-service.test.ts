import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppState } from '../../contract/app.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { copyName, PhonebookService } from './phonebook-service.ts';

const folder = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const isp: Entry = {
  name: 'Demo ISP',
  device: { kind: 'tcp-modem', host: 'localhost', port: 1 },
  phone: '555',
};
const office: Entry = {
  name: 'Office',
  device: { kind: 'pptp' },
  host: 'vpn.example.net',
  dialFirst: 'Demo ISP',
};

let path: string;
let count = 0;
beforeEach(() => {
  const own = join(folder, String((count += 1)));
  mkdirSync(own);
  path = join(own, 'phonebook.json');
});
const write = (...entries: object[]) => {
  writeFileSync(path, JSON.stringify({ version: 1, entries }));
};
const names = () =>
  (JSON.parse(readFileSync(path, 'utf8')) as { entries: Entry[] }).entries.map((entry) => entry.name);

async function made(...inUse: string[]) {
  const views: AppState['phonebook'][] = [];
  const renamed: [string, string | undefined][] = [];
  const service = new PhonebookService({
    path,
    changed: (view) => views.push(view),
    renamed: (from, to) => {
      renamed.push([from, to]);
      return Promise.resolve();
    },
    inUse: (entry) => inUse.includes(entry),
  });
  await service.read();
  return { renamed, service, views };
}

describe('the phonebook on disk', () => {
  it('edited meanwhile by another is told again, and told once', async () => {
    write(isp);
    const { service, views } = await made();
    write(isp, office);
    await service.read();
    await service.read();
    expect(views.map(({ entries }) => entries.length)).toEqual([1, 2]);
  });

  it('that makes no sense any more keeps what was known, with the problem', async () => {
    write(isp);
    const { service, views } = await made();
    writeFileSync(path, '{"version":1,');
    await service.read();
    expect(views.at(-1)).toMatchObject({ entries: [{ entry: isp }], problem: { number: 622 } });
    write(office);
    await service.read();
    expect(views.at(-1)?.problem).toBeUndefined();
    expect(service.book.find('Office')).toEqual(office);
  });

  it('that makes no sense is never written over', async () => {
    write(isp);
    const { service } = await made();
    writeFileSync(path, 'precious');
    await expect(service.save(office, undefined)).rejects.toMatchObject({ error: { number: 622 } });
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('keeps what another wrote since we last looked', async () => {
    write(isp);
    const { service } = await made();
    write(isp, { ...isp, name: 'From elsewhere' });
    await service.save(office, undefined);
    expect(names()).toEqual(['Demo ISP', 'From elsewhere', 'Office']);
  });

  it('takes edits one after the other, however fast they come', async () => {
    write();
    const { service } = await made();
    const all = Array.from({ length: 10 }, (_, at) => ({ ...isp, name: `Entry ${at}` }));
    await Promise.all(all.map((entry) => service.save(entry, undefined)));
    expect(names()).toEqual(all.map(({ name }) => name));
  });
});

describe('an entry', () => {
  it('with a new name takes its password and those that dial it first along', async () => {
    write(isp, office);
    const { renamed, service } = await made();
    await service.save({ ...isp, name: 'Provider' }, 'Demo ISP');
    expect(renamed).toEqual([['Demo ISP', 'Provider']]);
    expect(service.book.find('Office')?.dialFirst).toBe('Provider');
  });

  it('cannot have the name of another, nor be renamed or deleted while it is in use', async () => {
    write(isp, office);
    const { service } = await made('Demo ISP');
    const refused = { error: { number: 604 } };
    await expect(service.save({ ...isp, name: 'Office' }, 'Demo ISP')).rejects.toMatchObject(refused);
    await expect(service.save(isp, undefined)).rejects.toMatchObject(refused);
    await expect(service.save({ ...isp, name: 'Provider' }, 'Demo ISP')).rejects.toMatchObject(refused);
    await expect(service.delete('Demo ISP')).rejects.toMatchObject(refused);
    await service.save({ ...isp, phone: '556' }, 'Demo ISP');
    expect(service.book.find('Demo ISP')?.phone).toBe('556');
  });

  it('cannot dial itself first, by whatever way round', async () => {
    write(isp, office);
    const { service } = await made();
    await expect(service.save({ ...isp, dialFirst: 'Office' }, 'Demo ISP')).rejects.toMatchObject({
      error: { number: 625 },
    });
  });

  it('that another needs first is not deleted', async () => {
    write(isp, office);
    const { renamed, service } = await made();
    await expect(service.delete('Demo ISP')).rejects.toThrow('"Office"');
    await service.delete('Office');
    await service.delete('Demo ISP');
    expect(names()).toEqual([]);
    expect(renamed).toEqual([
      ['Office', undefined],
      ['Demo ISP', undefined],
    ]);
  });

  it('that is gone cannot be saved, copied or deleted', async () => {
    write();
    const { service } = await made();
    const gone = { error: { number: 623 } };
    await expect(service.save(isp, 'Demo ISP')).rejects.toMatchObject(gone);
    await expect(service.copy('Demo ISP')).rejects.toMatchObject(gone);
    await expect(service.delete('Demo ISP')).rejects.toMatchObject(gone);
  });

  it('is copied under a name that is free', async () => {
    write(isp);
    const { service } = await made();
    expect(await service.copy('Demo ISP')).toBe('Copy of Demo ISP');
    expect(await service.copy('Demo ISP')).toBe('Copy (2) of Demo ISP');
    expect(service.book.find('Copy (2) of Demo ISP')?.phone).toBe('555');
    expect(copyName('x'.repeat(256), () => false)).toHaveLength(256);
  });
});
