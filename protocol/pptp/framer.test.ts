import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concat } from '../bytes.ts';
import { MessageFramer } from './framer.ts';
import { encodeMessage } from './messages.ts';

const echo = (identifier: number) => encodeMessage({ type: 'Echo-Request', identifier });
const clear = encodeMessage({ type: 'Call-Clear-Request', callId: 5 });
const incoming = encodeMessage({
  type: 'Incoming-Call-Request',
  callId: 1,
  serial: 1,
  bearer: 1,
  physicalChannel: 0,
  dialedNumber: '',
  dialingNumber: '',
  subaddress: '',
});

function collector() {
  const framer = new MessageFramer();
  const messages: Uint8Array[] = [];
  const push = (bytes: Uint8Array) =>
    framer.push(bytes, (message) => {
      messages.push(message.slice());
      return true;
    });
  return { framer, messages, push };
}

describe('PPTP framer', () => {
  it('finds the same messages whatever the segments', () => {
    const all = [echo(1), incoming, clear, incoming, echo(2), clear, incoming];
    const stream = concat(all);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 60 }), (sizes) => {
        const { messages, push } = collector();
        let at = 0;
        for (const size of sizes) {
          expect(push(stream.subarray(at, at + size))).toBeUndefined();
          at += size;
        }
        expect(push(stream.subarray(at))).toBeUndefined();
        expect(messages).toEqual(all);
      }),
    );
  });

  it('takes one octet at a time', () => {
    const { messages, push } = collector();
    for (const byte of concat([clear, incoming])) push(new Uint8Array([byte]));
    expect(messages).toEqual([clear, incoming]);
  });

  it('stops at once when told to', () => {
    const framer = new MessageFramer();
    let count = 0;
    framer.push(concat([echo(1), echo(2), echo(3)]), () => {
      count += 1;
      return count < 2;
    });
    expect(count).toBe(2);
  });

  it.each([
    ['a length of zero', [0, 0, 0, 1, 0x1a, 0x2b, 0x3c, 0x4d], 'length 0'],
    ['a length below the header', [0, 11, 0, 1, 0x1a, 0x2b, 0x3c, 0x4d], 'length 11'],
    ['a length beyond the longest message', [0, 221, 0, 1, 0x1a, 0x2b, 0x3c, 0x4d], 'length 221'],
    ['another protocol', Array.from(asciiBytes('SSH-2.0-')), 'magic cookie 0x322e302d'],
  ])('gives up at once on %s in the first message', (_, bytes, reason) => {
    expect(collector().push(new Uint8Array(bytes))).toBe(reason);
  });

  it('finds the next message after a few lost octets', () => {
    const { framer, messages, push } = collector();
    const damaged = incoming.slice(0, 150);
    expect(push(concat([echo(1), damaged, clear, clear]))).toBeUndefined();
    expect(push(concat([incoming.subarray(30), echo(3), echo(4)]))).toBeUndefined();
    expect(messages.at(-1)).toEqual(echo(4));
    expect(framer.skipped).toBeGreaterThan(0);
  });

  it('gives up when there is no end to the garbage', () => {
    const { push } = collector();
    push(echo(1));
    let reason: string | undefined;
    let pushed = 0;
    while (reason === undefined && pushed < 5000) {
      reason = push(new Uint8Array(100).fill(0x55));
      pushed += 100;
    }
    expect(reason).toBe('magic cookie 0x55555555');
    expect(pushed).toBeLessThan(1200);
  });

  it('never throws on random octets', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 10 }), (chunks) => {
        const { push } = collector();
        push(echo(1));
        for (const chunk of chunks) push(chunk);
      }),
    );
  });
});
