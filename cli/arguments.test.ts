import { expect, it } from 'vitest';
import type { Command, Options } from './arguments.ts';
import { parseArguments } from './arguments.ts';

const understood: [string[], Command, Partial<Options>?][] = [
  [[], { type: 'list' }],
  [['Office'], { type: 'dial', entry: 'Office' }],
  [['My Office', 'alice', 'pw'], { type: 'dial', entry: 'My Office', user: 'alice', password: 'pw' }],
  [['Office', 'alice', '*'], { type: 'dial', entry: 'Office', user: 'alice', password: '*' }],
  [['Office', 'CORP\\alice', ''], { type: 'dial', entry: 'Office', user: 'CORP\\alice', password: '' }],
  [['/DOMAIN:CORP', 'Office'], { type: 'dial', entry: 'Office' }, { domain: 'CORP' }],
  [['Office', '--domain=CORP'], { type: 'dial', entry: 'Office' }, { domain: 'CORP' }],
  [['Office', '-domain:CORP'], { type: 'dial', entry: 'Office' }, { domain: 'CORP' }],
  [['Office', '/Phone:555-0100,,9'], { type: 'dial', entry: 'Office' }, { phone: '555-0100,,9' }],
  [
    ['Office', '/PHONEBOOK:/tmp/a=b:c.json'],
    { type: 'dial', entry: 'Office' },
    { phonebook: '/tmp/a=b:c.json' },
  ],
  [['Office', '--phonebook=F'], { type: 'dial', entry: 'Office' }, { phonebook: 'F' }],
  [
    ['Office', '--credentials=C', '--json'],
    { type: 'dial', entry: 'Office' },
    { credentials: 'C', json: true },
  ],
  [['Office', '--log=L', '--capture=P'], { type: 'dial', entry: 'Office' }, { log: 'L', capture: 'P' }],
  [['Office', '--password-stdin'], { type: 'dial', entry: 'Office' }, { passwordStdin: true }],
  [['/DISCONNECT'], { type: 'disconnect' }],
  [['Office', '/disconnect'], { type: 'disconnect', entry: 'Office' }],
  [['--disconnect', 'Office', '/phonebook:F'], { type: 'disconnect', entry: 'Office' }, { phonebook: 'F' }],
  [['--status'], { type: 'status' }],
  [['--status', 'Office', '--json'], { type: 'status', entry: 'Office' }, { json: true }],
  [['--runtime-dir=/run/x'], { type: 'list' }, { runtimeDirectory: '/run/x' }],
  [['--', '/odd', '--user', '-pw'], { type: 'dial', entry: '/odd', user: '--user', password: '-pw' }],
  [['Office', 'alice', '-'], { type: 'dial', entry: 'Office', user: 'alice', password: '-' }],
  [['--help'], { type: 'help' }],
  [['/?'], { type: 'help' }],
  [['--version'], { type: 'version' }],
];

it.each(understood)('%j', (args, command, options = {}) => {
  expect(parseArguments(args)).toEqual({
    command,
    options: { json: false, passwordStdin: false, ...options },
  });
});

const refused: [string[], RegExp][] = [
  [['Office', '/PHONEBOK:F'], /PHONEBOK.*no such switch/],
  [['Office', '--phonebook'], /value is missing/],
  [['Office', '--phonebook='], /value is missing/],
  [['Office', '/DISCONNECT:now'], /takes no value/],
  [['Office', '/PHONE:1', '/PHONE:2'], /twice/],
  [['Office', '/PREFIXSUFFIX'], /not supported/],
  [['Demo', 'ISP', 'user', 'password'], /quotes/],
  [['Office', 'alice', '/DISCONNECT'], /nothing follows/],
  [['/DISCONNECT', '--status'], /exclude/],
  [['Office', 'alice', 'pw', '--password-stdin'], /twice/],
  [['/DISCONNECT', '--log=L'], /only when dialling/],
  [['--status', '--password-stdin'], /only when dialling/],
  [['Office', '-1'], /--/],
];

it.each(refused)('%j is refused: %s', (args, reason) => {
  expect(parseArguments(args)).toEqual({ usage: expect.stringMatching(reason) });
});

it('/CALLBACK is refused with a number of its own', () => {
  expect(parseArguments(['Office', '/CALLBACK:5550100'])).toEqual({
    usage: expect.stringMatching(/calling back is not supported yet/),
    number: 704,
  });
});
