import { describe, expect, it } from 'vitest';
import { FakeClock } from '../protocol/testing/fake-clock.ts';
import { quickTiming } from './call.ts';
import type { DirectoryEntry } from './directory.ts';
import { directoryOf } from './directory.ts';
import { Exchange } from './exchange.ts';
import type { Answer } from './far-end.ts';
import type { OpenPort, PortEvents } from './line/byte-port.ts';
import type { LineCondition } from './line/condition.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** The terminal's side of a port. */
class Terminal {
  heard = '';
  closed = false;
  private events: PortEvents | undefined;
  readonly open: OpenPort = (events) => {
    this.events = events;
    return { write: (bytes) => (this.heard += textOf(bytes)), close: () => (this.closed = true) };
  };

  type(text: string): void {
    this.heard = '';
    this.events?.bytes(bytesOf(text));
  }

  unplug(): void {
    this.events?.closed();
  }
}

/** Says hello, repeats what it hears, hangs up at "bye". */
const echoes: string[] = [];
const echo: Answer = (line) => {
  line.send(bytesOf('hello'));
  return {
    receive(bytes) {
      if (textOf(bytes) === 'bye') line.hangUp();
      else line.send(bytes);
    },
    callerGone: () => echoes.push('gone'),
  };
};
const broken: Answer = () => {
  throw new Error('no more ports');
};

const entries: DirectoryEntry[] = [
  { number: '555-0100', description: 'echo', destination: { kind: 'answers', answer: echo } },
  { number: '555-0101', description: 'broken', destination: { kind: 'answers', answer: broken } },
  {
    number: '555-0114',
    description: 'drops',
    destination: { kind: 'answers', answer: echo, dropAfter: 10_000 },
  },
  { number: '555-0110', description: 'busy', destination: { kind: 'refused', result: 'BUSY' } },
  { number: '555-0111', description: 'no answer', destination: { kind: 'rings', result: 'NO ANSWER' } },
  { number: '555-0112', description: 'voice', destination: { kind: 'rings', result: 'VOICE' } },
  { number: '555-0113', description: 'no carrier', destination: { kind: 'rings', result: 'NO CARRIER' } },
  { number: '555-0115', description: 'blacklisted', destination: { kind: 'refused', result: 'BLACKLISTED' } },
  { number: '555-0116', description: 'dead', destination: { kind: 'refused', result: 'NO DIAL TONE' } },
  { number: '555-0117', description: 'delayed', destination: { kind: 'refused', result: 'DELAYED' } },
  { number: '555-0201', description: 'itself', destination: { kind: 'station', number: '555-0201' } },
  { number: '555-0202', description: 'a modem', destination: { kind: 'station', number: '555-0202' } },
];

function exchange(condition: LineCondition = {}) {
  const clock = new FakeClock();
  const log: string[] = [];
  echoes.length = 0;
  const one = new Exchange({
    directory: directoryOf(entries),
    clock,
    timing: quickTiming,
    condition,
    log: (text) => log.push(text),
  });
  const plug = (name: string, number?: string): Terminal => {
    const terminal = new Terminal();
    one.addStation(name, number).plugIn(terminal.open, () => undefined);
    terminal.type('ATE0\r');
    return terminal;
  };
  return { clock, exchange: one, log, terminal: plug('first', '555-0201'), plug };
}

describe('a number', () => {
  it.each([
    ['555-0110', 'BUSY'],
    ['555-0111', 'NO ANSWER'],
    ['555-0112', 'VOICE'],
    ['555-0113', 'NO CARRIER'],
    ['555-0115', 'BLACKLISTED'],
    ['555-0116', 'NO DIAL TONE'],
    ['555-0117', 'DELAYED'],
    ['555-0199', 'NO CARRIER'],
    ['555-0202', 'BUSY'],
    ['555-0201', 'BUSY'],
  ])('%s ends in %s', (number, result) => {
    const { clock, terminal } = exchange();
    terminal.type(`ATDT${number}\r`);
    clock.advance(5000);
    expect(terminal.heard).toMatch(new RegExp(`${result}\r\n$`));
    expect(clock.pending).toBe(0);
    // The modem is ready for the next command.
    terminal.type('AT\r');
    expect(terminal.heard).toBe('\r\nOK\r\n');
  });

  it.each(['5550100', '555-0100', '(555) 0100', '5 5 5 0 1 0 0'])('is the same written %s', (number) => {
    const { clock, terminal } = exchange();
    terminal.type(`ATDT${number}\r`);
    clock.advance(1000);
    expect(terminal.heard).toBe('\r\nRINGING\r\n\r\nCONNECT 33600\r\nhello');
  });

  it('rings four times before nobody answers', () => {
    const { clock, terminal } = exchange();
    terminal.type('ATDT5550111\r');
    clock.advance(5000);
    expect(terminal.heard.match(/RINGING/g)).toHaveLength(4);
  });
});

describe('a call', () => {
  it('carries bytes both ways, and ends with NO CARRIER when the far end hangs up', () => {
    const { clock, terminal } = exchange();
    terminal.type('ATDT5550100\r');
    clock.advance(1000);
    terminal.type('\xff\x00~');
    expect(terminal.heard).toBe('\xff\x00~');
    terminal.type('bye');
    expect(terminal.heard).toBe('\r\nNO CARRIER\r\n');
    expect(clock.pending).toBe(0);
  });

  it('ends when the terminal goes away, at every moment', () => {
    for (const moment of [0, 61, 181, 301, 400]) {
      const { clock, terminal } = exchange();
      terminal.type('ATDT5550100\r');
      clock.advance(moment);
      terminal.unplug();
      clock.advance(10_000);
      expect(clock.pending).toBe(0);
      expect(echoes).toEqual(moment >= 300 ? ['gone'] : []);
    }
  });

  it('is dropped after its ten seconds', () => {
    const { clock, terminal } = exchange();
    terminal.type('ATDT5550114\r');
    clock.advance(301);
    terminal.heard = '';
    clock.advance(9_998);
    expect(terminal.heard).toBe('');
    clock.advance(1);
    expect(terminal.heard).toBe('\r\nNO CARRIER\r\n');
    expect(echoes).toEqual(['gone']);
  });

  it('ends with NO CARRIER when whoever answers cannot', () => {
    const { clock, terminal, log } = exchange();
    terminal.type('ATDT5550101\r');
    clock.advance(1000);
    expect(terminal.heard).toMatch(/NO CARRIER\r\n$/);
    expect(log.join('\n')).toContain('no more ports');
  });

  it('breaks when the line is cut', () => {
    const { clock, terminal, exchange: one } = exchange();
    terminal.type('ATDT5550100\r');
    clock.advance(1000);
    terminal.heard = '';
    one.cut();
    expect(terminal.heard).toBe('\r\nNO CARRIER\r\n');
    expect(echoes).toEqual(['gone']);
  });

  it('is as slow as its line, and loses nothing a window holds', () => {
    const { clock, terminal } = exchange({ speed: 9600 });
    terminal.type('ATDT5550100\r');
    clock.advance(1000);
    expect(terminal.heard).toContain('CONNECT 9600');
    const sent = 'x'.repeat(960);
    terminal.type(sent);
    clock.advance(500);
    // A second to send, as long again for the echo to come back behind it.
    expect(terminal.heard.length).toBeLessThan(500);
    clock.advance(1000);
    expect(terminal.heard).toBe(sent);
    terminal.unplug();
    expect(clock.pending).toBe(0);
  });

  it('goes from modem to modem, with RING and ATA', () => {
    const { clock, terminal, plug } = exchange();
    const other = plug('second', '555-0202');
    terminal.type('ATDT555-0202\r');
    clock.advance(200);
    expect(other.heard).toMatch(/\r\nRING\r\n$/);
    other.type('ATA\r');
    clock.advance(120);
    expect(other.heard).toBe('\r\nCONNECT 33600\r\n');
    expect(terminal.heard).toMatch(/CONNECT 33600\r\n$/);
    terminal.type('ping');
    other.type('pong');
    expect([terminal.heard, other.heard]).toEqual(['pong', '']);
    other.unplug();
    expect(terminal.heard).toMatch(/NO CARRIER\r\n$/);
    expect(clock.pending).toBe(0);
  });

  it('stops ringing when the caller gives up', () => {
    const { clock, terminal, plug } = exchange();
    const other = plug('second', '555-0202');
    terminal.type('ATDT555-0202\r');
    clock.advance(100);
    terminal.type(' ');
    other.type('ATA\r');
    expect(other.heard).toBe('\r\nNO CARRIER\r\n');
    expect(clock.pending).toBe(0);
  });

  it('tells the callee when the caller goes before the handshake is over', () => {
    const { clock, terminal, plug } = exchange();
    const other = plug('second', '555-0202');
    other.type('ATS0=1\r');
    terminal.type('ATDT555-0202\r');
    clock.advance(100);
    terminal.unplug();
    expect(other.heard).toMatch(/NO CARRIER\r\n$/);
    expect(clock.pending).toBe(0);
  });

  it('closes every terminal when the exchange closes', () => {
    const { clock, terminal, exchange: one } = exchange();
    terminal.type('ATDT5550100\r');
    clock.advance(1000);
    one.close();
    expect(terminal.closed).toBe(true);
    expect(echoes).toEqual(['gone']);
  });
});
