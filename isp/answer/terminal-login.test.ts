import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import { Accounts } from '../accounts.ts';
import type { Answer } from '../far-end.ts';
import { terminalLogin } from './terminal-login.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function login() {
  const clock = new FakeClock();
  const seen = { said: '', hangUps: 0, inside: '', insideGone: 0, starts: 0 };
  const ppp: Answer = () => {
    seen.starts += 1;
    return {
      receive: (bytes) => (seen.inside += String.fromCharCode(...bytes)),
      callerGone: () => (seen.insideGone += 1),
    };
  };
  const farEnd = terminalLogin(
    new Accounts(),
    ppp,
    clock,
  )({
    send: (bytes) => (seen.said += String.fromCharCode(...bytes)),
    hangUp: () => (seen.hangUps += 1),
  });
  const type = (text: string): string => {
    seen.said = '';
    farEnd.receive(bytesOf(text));
    return seen.said;
  };
  return { clock, seen, farEnd, type };
}

it('asks who is there, does not echo the password, and starts PPP when told', () => {
  const { clock, seen, farEnd, type } = login();
  expect(seen.said).toMatch(/login: $/);
  expect(type('dialin\r')).toBe('dialin\r\npassword: ');
  expect(type('modem56k\r')).toMatch(/^\r\n\r\nYou are on.*> $/s);
  expect(type('help\r')).toContain('Commands');
  expect(type('ppp\r\xff\x03')).toContain('Starting PPP');
  type('~}#');
  expect(seen.inside).toBe('\xff\x03~}#');
  expect(clock.pending).toBe(0);
  farEnd.callerGone();
  expect(seen.insideGone).toBe(1);
});

it('hangs up after three wrong passwords', () => {
  const { clock, seen, type } = login();
  expect(type('dialin\rmodem\r')).toContain('Login incorrect');
  type('dialin\rmodem\r');
  expect(seen.hangUps).toBe(0);
  type('nobody\rmodem56k\r');
  expect(seen.hangUps).toBe(1);
  expect(type('dialin\rmodem56k\r')).toBe('');
  expect(clock.pending).toBe(0);
});

it('does not let in a user whose account is refused elsewhere', () => {
  const { type } = login();
  expect(type('mothballed\rmodem56k\r')).toContain('Login incorrect');
});

it('takes back what was typed, and waits a minute at most', () => {
  const { clock, seen, type } = login();
  expect(type('x\bdialin\rmodemm\b56k\r')).toContain('You are on');
  clock.advance(60_000);
  expect(seen.hangUps).toBe(1);
});

it('keeps a bounded answer, whatever is sent', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const { seen, farEnd } = login();
      farEnd.receive(bytes);
      return seen.said.length < 40 * (bytes.length + 10);
    }),
  );
});
