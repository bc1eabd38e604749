import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../bytes.ts';
import { describePacket, redactPacket } from './describe.ts';

describe('a packet in words', () => {
  it.each([
    [
      0xc021,
      '01 01 001d 0104 05dc 0206 00000000 0305 c223 05 0506 5d1c0a2b 0702 0802',
      'LCP Configure-Request id 1: MRU 1500, ACCM 00000000, authentication CHAP MD5, magic 5d1c0a2b, ' +
        'protocol field compression, address and control field compression',
    ],
    [0xc021, '04 02 000b 0d03 06 1104 064e', 'LCP Configure-Reject id 2: callback 06, MRRU 064e'],
    [0xc021, '05 09 000b 676f 2061 7761 79', 'LCP Terminate-Request id 9: "go away"'],
    [0xc021, '06 09 0004', 'LCP Terminate-Ack id 9'],
    [0xc021, '08 03 000a 802b 01010004', 'LCP Protocol-Reject id 3: IPXCP'],
    [0xc021, '09 04 0008 00000000', 'LCP Echo-Request id 4: magic 00000000'],
    [0xc021, '0c 05 000b 11223344 414243', 'LCP Identification id 5: magic 11223344, "ABC"'],
    [0xc021, '0d 06 000c 11223344 0000003c', 'LCP Time-Remaining id 6: magic 11223344, 60 seconds'],
    [0xc021, '07 06 0009 20 01 0005 00', 'LCP Code-Reject id 6: code 32'],
    [0xc021, '01 01 0003', 'LCP, malformed: length field 3, less than its own header'],
    [0xc021, '01 01 0007 0105 00', 'LCP Configure-Request id 1: 3 bytes that are no option'],
    [0x80fd, '01 01 000a 1206 01000040', 'CCP Configure-Request id 1: stateless 128-bit MPPE'],
    [
      0x80fd,
      '03 01 000a 1206 000000e1',
      'CCP Configure-Nak id 1: stateful 128-bit/56-bit/40-bit MPPE and MPPC',
    ],
    [0x80fd, '01 01 0007 1503 2f', 'CCP Configure-Request id 1: BSD-Compress 2f'],
    [
      0x8021,
      '01 01 0016 0206 002d0f01 0306 00000000 8106 0a000035',
      'IPCP Configure-Request id 1: compression 002d0f01 Van Jacobson, address 0.0.0.0, DNS 10.0.0.53',
    ],
    [
      0x8057,
      '02 01 000e 010a 0011223344556677',
      'IPV6CP Configure-Ack id 1: interface identifier 0011:2233:4455:6677',
    ],
    [0x8057, '01 01 0004', 'IPV6CP Configure-Request id 1: no options'],
    [0x802b, '01 01 0004', 'IPXCP, 4 bytes'],
    [0x1234, '', 'protocol 1234, 0 bytes'],
  ])('%s %s', (protocol, literal, words) => {
    expect(describePacket(protocol, unhex(literal))).toBe(words);
  });

  it('never shows the password of a PAP request', () => {
    const request = unhex('01 01 0011 05 616c696365 06 736563726574');
    expect(describePacket(0xc023, request)).not.toContain('secret');
  });
});

describe('a redacted packet', () => {
  const request = '01 01 0011 05 616c696365 06 736563726574';

  it('keeps everything but the secrets', () => {
    const lcp = unhex('01 01 0008 0104 05dc');
    expect(redactPacket(0xc021, lcp)).toBe(lcp);
    expect(hex(redactPacket(0xc023, unhex(request)))).not.toContain('736563726574');
  });

  it('has no secret either where a Protocol-Reject carries a logon back', () => {
    const reject = unhex(`08 01 0017 c023 ${request}`);
    const redacted = redactPacket(0xc021, reject);
    expect(redacted.length).toBe(reject.length);
    expect(hex(redacted)).toContain('08010017c023');
    expect(hex(redacted)).not.toContain('736563726574');
  });
});
