import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes, hex, unhex } from '../bytes.ts';
import { describeMessage } from './describe.ts';
import { messageKinds } from './header.ts';
import { decodeMessage, encodeMessage } from './messages.ts';
import type { Message } from './messages.ts';

/** Text in a zero-filled field, as hexadecimal. */
const field = (text: string, size: number) => hex(asciiBytes(text)).padEnd(2 * size, '0');

/** Length and control type differ from message to message; type 1, the cookie and Reserved0 do not. */
const head = (length: string, code: string) => `${length} 0001 1a2b3c4d ${code} 0000`;

const samples: readonly (readonly [Message, string])[] = [
  [
    {
      type: 'Start-Control-Connection-Request',
      version: 0x0100,
      framing: 1,
      bearer: 2,
      maxChannels: 0,
      firmware: 0x0893,
      hostName: 'laptop',
      vendor: 'Microsoft Windows NT',
    },
    `${head('009c', '0001')} 0100 0000 00000001 00000002 0000 0893 ${field('laptop', 64)} ${field('Microsoft Windows NT', 64)}`,
  ],
  [
    {
      type: 'Start-Control-Connection-Reply',
      version: 0x0100,
      result: 2,
      error: 4,
      framing: 0,
      bearer: 0,
      maxChannels: 1,
      firmware: 1,
      hostName: 'local',
      vendor: 'linux',
    },
    `${head('009c', '0002')} 0100 02 04 00000000 00000000 0001 0001 ${field('local', 64)} ${field('linux', 64)}`,
  ],
  [{ type: 'Stop-Control-Connection-Request', reason: 3 }, `${head('0010', '0003')} 03 00 0000`],
  [{ type: 'Stop-Control-Connection-Reply', result: 1, error: 0 }, `${head('0010', '0004')} 01 00 0000`],
  [{ type: 'Echo-Request', identifier: 0xdeadbeef }, `${head('0010', '0005')} deadbeef`],
  [
    { type: 'Echo-Reply', identifier: 0xdeadbeef, result: 1, error: 0 },
    `${head('0014', '0006')} deadbeef 01 00 0000`,
  ],
  [
    {
      type: 'Outgoing-Call-Request',
      callId: 0xabcd,
      serial: 7,
      minimumBps: 300,
      maximumBps: 100_000_000,
      bearer: 3,
      framing: 3,
      window: 64,
      processingDelay: 0,
      phoneNumber: '5550100',
      subaddress: 'x',
    },
    `${head('00a8', '0007')} abcd 0007 0000012c 05f5e100 00000003 00000003 0040 0000 0007 0000
     ${field('5550100', 64)} ${field('x', 64)}`,
  ],
  [
    {
      type: 'Outgoing-Call-Reply',
      callId: 0x1234,
      peerCallId: 0xabcd,
      result: 1,
      error: 0,
      cause: 16,
      speed: 64_000,
      window: 3,
      processingDelay: 5,
      physicalChannel: 9,
    },
    `${head('0020', '0008')} 1234 abcd 01 00 0010 0000fa00 0003 0005 00000009`,
  ],
  [
    {
      type: 'Incoming-Call-Request',
      callId: 1,
      serial: 2,
      bearer: 1,
      physicalChannel: 4,
      dialedNumber: '5550100',
      dialingNumber: '5550199',
      subaddress: '',
    },
    `${head('00dc', '0009')} 0001 0002 00000001 00000004 0007 0007
     ${field('5550100', 64)} ${field('5550199', 64)} ${field('', 64)}`,
  ],
  [
    {
      type: 'Incoming-Call-Reply',
      callId: 5,
      peerCallId: 1,
      result: 3,
      error: 0,
      window: 64,
      transmitDelay: 1,
    },
    `${head('0018', '000a')} 0005 0001 03 00 0040 0001 0000`,
  ],
  [
    {
      type: 'Incoming-Call-Connected',
      peerCallId: 5,
      speed: 33_600,
      window: 16,
      transmitDelay: 2,
      framing: 1,
    },
    `${head('001c', '000b')} 0005 0000 00008340 0010 0002 00000001`,
  ],
  [{ type: 'Call-Clear-Request', callId: 0xabcd }, `${head('0010', '000c')} abcd 0000`],
  [
    {
      type: 'Call-Disconnect-Notify',
      callId: 0x1234,
      result: 4,
      error: 0,
      cause: 16,
      statistics: 'in 10 out 20',
    },
    `${head('0094', '000d')} 1234 04 00 0010 0000 ${field('in 10 out 20', 128)}`,
  ],
  [
    {
      type: 'WAN-Error-Notify',
      peerCallId: 0xabcd,
      errors: { crc: 1, framing: 2, hardwareOverrun: 3, bufferOverrun: 4, timeout: 5, alignment: 6 },
    },
    `${head('0028', '000e')} abcd 0000 00000001 00000002 00000003 00000004 00000005 00000006`,
  ],
  [
    { type: 'Set-Link-Info', peerCallId: 0x1234, sendAccm: 0xffffffff, receiveAccm: 0x000a0000 },
    `${head('0018', '000f')} 1234 0000 ffffffff 000a0000`,
  ],
];

describe('PPTP control messages', () => {
  it('has a sample of each of the fifteen', () => {
    expect(new Set(samples.map(([message]) => message.type))).toEqual(new Set(Object.keys(messageKinds)));
  });

  it.each(samples)('$type is encoded', (message, bytes) => {
    expect(encodeMessage(message)).toEqual(unhex(bytes));
  });

  it.each(samples)('$type is decoded', (message, bytes) => {
    expect(decodeMessage(unhex(bytes))).toEqual(message);
  });

  it.each(samples)('$type cut short anywhere is malformed', (_message, bytes) => {
    const whole = unhex(bytes);
    for (let length = 0; length < whole.length; length += 1)
      expect(decodeMessage(whole.subarray(0, length))).toHaveProperty('malformed');
  });

  it.each(samples)('$type that admits to be too short is malformed', (_message, bytes) => {
    const whole = unhex(bytes);
    whole[1] = whole.length - 1;
    expect(decodeMessage(whole)).toHaveProperty('malformed', expect.stringContaining('instead of'));
  });

  it.each(samples)('$type is read in spite of reserved bits', (message, bytes) => {
    const whole = unhex(bytes);
    whole.set([0xff, 0xff], 10);
    expect(decodeMessage(whole)).toEqual(message);
  });

  it('names what is wrong', () => {
    const echo = () => encodeMessage({ type: 'Echo-Request', identifier: 1 });
    const wrong = (at: number, value: number) => {
      const bytes = echo();
      bytes[at] = value;
      return describeMessage(decodeMessage(bytes));
    };
    expect(wrong(4, 0x1b)).toBe('malformed message (magic cookie 0x1b2b3c4d)');
    expect(wrong(3, 2)).toBe('malformed message (PPTP message type 2)');
    expect(wrong(9, 16)).toBe('malformed message (control message type 16)');
    expect(wrong(1, 11)).toBe('malformed message (length 11)');
    expect(wrong(0, 1)).toBe('malformed message (length 272)');
  });

  it('survives a round trip with any numbers in it', () => {
    const u8 = fc.integer({ min: 0, max: 0xff });
    const u16 = fc.integer({ min: 0, max: 0xffff });
    const u32 = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(u16, u16, u8, u8, u16, u32, (callId, peerCallId, result, error, window, speed) => {
        const message: Message = {
          type: 'Outgoing-Call-Reply',
          callId,
          peerCallId,
          result,
          error,
          cause: window,
          speed,
          window,
          processingDelay: callId,
          physicalChannel: speed,
        };
        expect(decodeMessage(encodeMessage(message))).toEqual(message);
      }),
    );
  });

  it('makes something harmless of any octets behind a header', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.uint8Array({ minLength: 208, maxLength: 208 }),
        (code, body) => {
          const bytes = new Uint8Array([0, 220, 0, 1, 0x1a, 0x2b, 0x3c, 0x4d, 0, code, 0, 0, ...body]);
          expect(describeMessage(decodeMessage(bytes))).toMatch(/^[ -~]*$/);
        },
      ),
    );
  });

  it('never throws on random octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void decodeMessage(bytes)));
  });

  it('reads a number no further than its length, nor beyond its field', () => {
    const bytes = unhex(samples[6]![1]);
    bytes[37] = 3;
    expect(decodeMessage(bytes)).toMatchObject({ phoneNumber: '555' });
    bytes.set([0xff, 0xff], 36);
    expect(decodeMessage(bytes)).toMatchObject({ phoneNumber: '5550100' });
    bytes.set([0x1b, 0xff, 0x0a], 40);
    expect(decodeMessage(bytes)).toMatchObject({ phoneNumber: '???0100' });
  });

  it('refuses to encode text that does not fit', () => {
    const message = samples[6]![0] as Extract<Message, { type: 'Outgoing-Call-Request' }>;
    expect(() => encodeMessage({ ...message, phoneNumber: '5'.repeat(65) })).toThrow(RangeError);
    expect(() => encodeMessage({ ...message, phoneNumber: 'ü' })).toThrow(RangeError);
  });

  it('is described in words, dialled digits masked', () => {
    expect(samples.map(([message]) => describeMessage(message))).toEqual([
      'Start-Control-Connection-Request: version 1.0, framing async, bearer digital, channels 0, firmware 2195, host "laptop", vendor "Microsoft Windows NT"',
      'Start-Control-Connection-Reply: general error: no resource, version 1.0, framing 0, bearer 0, channels 1, firmware 1, host "local", vendor "linux"',
      'Stop-Control-Connection-Request: local shutdown',
      'Stop-Control-Connection-Reply: OK',
      'Echo-Request: identifier 0xdeadbeef',
      'Echo-Reply: identifier 0xdeadbeef, OK',
      'Outgoing-Call-Request: call id 43981, serial 7, 300 to 100000000 bit/s, bearer analog+digital, framing async+sync, window 64, delay 0, number "#######"',
      "Outgoing-Call-Reply: call id 4660, peer's call id 43981, connected, cause 16, 64000 bit/s, window 3, delay 5, channel 9",
      'Incoming-Call-Request: call id 1, serial 2, bearer analog, channel 4, from "#######" to "#######"',
      "Incoming-Call-Reply: call id 5, peer's call id 1, do not accept, window 64, delay 1",
      "Incoming-Call-Connected: peer's call id 5, 33600 bit/s, window 16, delay 2, framing async",
      'Call-Clear-Request: call id 43981',
      'Call-Disconnect-Notify: call id 4660, requested, cause 16, statistics "in 10 out 20"',
      "WAN-Error-Notify: peer's call id 43981, CRC 1, framing 2, hardware overruns 3, buffer overruns 4, time-outs 5, alignment 6",
      "Set-Link-Info: peer's call id 4660, send ACCM 0xffffffff, receive ACCM 0x000a0000",
    ]);
  });
});
