import { expect, it } from 'vitest';
import { Accounts } from './accounts.ts';

it('knows users by any case, with their domain where they have one', () => {
  const accounts = new Accounts();
  expect(accounts.find('DialIn')?.password).toBe('modem56k');
  expect(accounts.find('corp\\ALICE')?.password).toBe('wonderland');
  expect(accounts.find('nobody')).toBeUndefined();
  expect(accounts.find('constructor')).toBeUndefined();
});

it('refuses four users with the numbers Windows has for it', () => {
  const accounts = new Accounts();
  const refused = ['nightowl', 'mothballed', 'stale', 'deskbound'].map((user) => accounts.find(user)?.refuse);
  expect(refused).toEqual([646, 647, 648, 649]);
});

it('lets a user in again who has changed an expired password', () => {
  const accounts = new Accounts();
  const { changePassword, account } = accounts.answering('nas', ['mschap-v2']);
  changePassword?.('stale', 'fresh');
  expect(account('stale')).toEqual({ password: 'fresh' });
  changePassword?.('stranger', 'x');
  expect(account('stranger')).toBeUndefined();
});
