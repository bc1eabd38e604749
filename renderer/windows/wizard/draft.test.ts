import { describe, expect, it, test } from 'vitest';
import type { Draft } from '../../store/draft-entry.ts';
import { freeName, made, problemsOfPage, withRulesFor } from './draft.ts';

const modem = { kind: 'modem', port: '/dev/ttyS0' } as const;
const start: Draft = { name: 'My Connection', device: modem, useDialingRules: true };

test.each([
  [[], 'My Connection'],
  [['Office'], 'My Connection'],
  [['My Connection'], 'My Connection 2'],
  [['My Connection', 'My Connection 2', 'My Connection 4'], 'My Connection 3'],
])('beside %j a new connection is called %s', (names, name) => {
  expect(freeName(names)).toBe(name);
});

describe('the wizard', () => {
  it('asks on each page for what that page is about', () => {
    expect(Object.keys(problemsOfPage('device', start, []))).toEqual([]);
    expect(Object.keys(problemsOfPage('call', start, []))).toEqual(['phone']);
    expect(Object.keys(problemsOfPage('finish', start, ['My Connection']))).toEqual(['phone', 'name']);
  });

  it('refuses a name that is taken on the first page', () => {
    expect(problemsOfPage('device', start, ['My Connection'])).toEqual({
      name: 'is the name of another connection',
    });
  });

  it('asks for the host of a modem behind TCP with the device, and of a tunnel with the call', () => {
    const tcp: Draft = { name: 'a', device: { kind: 'tcp-modem', host: '', port: 23 } };
    expect(Object.keys(problemsOfPage('device', tcp, []))).toEqual(['device.host']);
    const tunnel: Draft = { name: 'a', device: { kind: 'pptp' } };
    expect(problemsOfPage('device', tunnel, [])).toEqual({});
    expect(Object.keys(problemsOfPage('call', tunnel, []))).toEqual(['host']);
  });

  it('uses Dialing Properties for a telephone line and nothing else', () => {
    expect(withRulesFor({ name: 'a', device: { kind: 'pptp' } }, modem).useDialingRules).toBe(true);
    expect(withRulesFor(start, { kind: 'tcp-modem', host: 'x', port: 1 })).toStrictEqual({
      name: 'My Connection',
      device: { kind: 'tcp-modem', host: 'x', port: 1 },
    });
  });

  it('saves nothing of the kind of device that was left', () => {
    const changedMind = { ...start, phone: '1', host: 'vpn.example', device: { kind: 'pptp' } as const };
    expect(made(changedMind)).toStrictEqual({
      name: 'My Connection',
      device: { kind: 'pptp' },
      host: 'vpn.example',
    });
    expect(made({ ...changedMind, device: modem })).not.toHaveProperty('host');
  });
});
