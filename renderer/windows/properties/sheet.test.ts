import { describe, expect, it } from 'vitest';
import type { Draft } from '../../store/draft-entry.ts';
import { isChanged, openSheet, reconciled, reloaded } from './sheet.ts';

const isp: Draft = { name: 'Demo ISP', device: { kind: 'modem', port: '/dev/ttyS0' }, phone: '555-0100' };
const office: Draft = { name: 'Office', device: { kind: 'pptp' }, host: '192.0.2.1', dialFirst: 'Demo ISP' };
const book = (...entries: Draft[]) => entries.map((entry) => ({ entry, foreignKeys: [] }));
const before = book(isp, office);

describe('a property sheet nothing was changed in', () => {
  it('shows what is on disk now', () => {
    const now = { ...isp, phone: '555-0101' };
    expect(reconciled(openSheet(isp), before, book(now, office))).toEqual(openSheet(now));
  });

  it('is unchanged by changes of others', () => {
    const sheet = openSheet(isp);
    expect(reconciled(sheet, before, book(isp, { ...office, user: 'x' }))).toBe(sheet);
    expect(isChanged(sheet)).toBe(false);
  });
});

describe('a property sheet with changes', () => {
  const sheet = { ...openSheet(isp), draft: { ...isp, phone: '1' } };

  it('keeps them, and says that the entry was changed elsewhere', () => {
    const theirs = { ...isp, phone: '2' };
    const after = reconciled(sheet, before, book(theirs, office));
    expect(after).toEqual({ ...sheet, elsewhere: theirs });
    expect(reloaded(after)).toEqual(openSheet(theirs));
  });

  it('forgets the quarrel when the entry is what it was', () => {
    const after = reconciled(sheet, before, book({ ...isp, phone: '2' }));
    expect(reconciled(after, before, before)).toEqual(sheet);
  });

  it('has none when the other side made the same change', () => {
    expect(reconciled(sheet, before, book({ phone: '1', name: isp.name, device: isp.device }))).toEqual(
      openSheet(sheet.draft),
    );
  });

  it('says that the entry was deleted, and does not lose the changes', () => {
    expect(reconciled(sheet, before, book(office))).toEqual({ ...sheet, elsewhere: 'deleted' });
  });

  it('follows a new name with its changes', () => {
    const after = reconciled(
      sheet,
      before,
      book({ ...isp, name: 'Provider' }, { ...office, dialFirst: 'Provider' }),
    );
    expect(after.original.name).toBe('Provider');
    expect(after.draft).toEqual({ ...sheet.draft, name: 'Provider' });
    expect(after.elsewhere).toBeUndefined();
  });

  it('takes a copy for a copy, and not for the entry renamed', () => {
    const withCopy = book(isp, { ...isp, name: 'Copy of Demo ISP' });
    expect(reconciled(sheet, withCopy, withCopy.slice(1)).elsewhere).toBe('deleted');
  });
});
