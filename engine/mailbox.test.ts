/** Events are delivered later, in order, until the mailbox closes. */
import { expect, test } from 'vitest';
import { Mailbox } from './mailbox.ts';

test('nothing is delivered before the poster returns', async () => {
  const seen: number[] = [];
  const mailbox = new Mailbox<number>((item) => seen.push(item));
  mailbox.post(1);
  mailbox.post(2);
  expect(seen).toEqual([]);
  await Promise.resolve();
  expect(seen).toEqual([1, 2]);
});

test('what is posted while another is delivered comes after it', async () => {
  const seen: string[] = [];
  const mailbox = new Mailbox<string>((item) => {
    if (item === 'first') mailbox.post('third');
    seen.push(item);
  });
  mailbox.post('first');
  mailbox.post('second');
  await Promise.resolve();
  expect(seen).toEqual(['first', 'second', 'third']);
});

test('closing it in the middle drops the rest', async () => {
  const seen: number[] = [];
  const mailbox = new Mailbox<number>((item) => {
    seen.push(item);
    mailbox.close();
  });
  mailbox.post(1);
  mailbox.post(2);
  await Promise.resolve();
  mailbox.post(3);
  await Promise.resolve();
  expect(seen).toEqual([1]);
});
