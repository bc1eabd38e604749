import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../../protocol/bytes.ts';
import { Protocol } from '../../protocol/ppp/protocol-numbers.ts';
import type { Field } from './index.ts';
import { dissect } from './index.ts';

/** The tree as indented lines: label, value, the bytes it covers. */
function lines(field: Field, bytes: Uint8Array, indent = ''): string[] {
  const covered = hex(bytes.subarray(field.offset, field.offset + field.length));
  const problem = field.problem === undefined ? '' : ` !${field.problem}`;
  return [
    `${indent}${field.label}: ${field.value} [${covered}]${problem}`,
    ...field.children.flatMap((child) => lines(child, bytes, `${indent}  `)),
  ];
}

function tree(protocol: number, literal: string): string[] {
  const bytes = unhex(literal);
  return lines(dissect(protocol, bytes), bytes);
}

/** All fields, the root first. */
function all(field: Field): Field[] {
  return [field, ...field.children.flatMap(all)];
}

function find(protocol: number, literal: string, label: string): Field | undefined {
  return all(dissect(protocol, unhex(literal))).find((field) => field.label === label);
}

const value = (protocol: number, literal: string, label: string): string | undefined =>
  find(protocol, literal, label)?.value;

describe('a Configure-Request of LCP', () => {
  it('is taken apart to its last byte', () => {
    expect(tree(Protocol.lcp, '01 07 0013 0104 05dc 0305 c223 81 0506 5d1c0a2b')).toEqual([
      'Frame: LCP Configure-Request, id 7 [01070013010405dc0305c2238105065d1c0a2b]',
      '  Code: 1 (Configure-Request) [01]',
      '  Identifier: 7 [07]',
      '  Length: 19 [0013]',
      '  Data: 15 bytes [010405dc0305c2238105065d1c0a2b]',
      '    Option: MRU 1500 [010405dc]',
      '      Type: 1 [01]',
      '      Length: 4 [04]',
      '      Bytes: 1500 [05dc]',
      '    Option: authentication MS-CHAP v2 [0305c22381]',
      '      Type: 3 [03]',
      '      Length: 5 [05]',
      '      Protocol: 0xc223 (CHAP) [c223]',
      '      Algorithm: 129 (MS-CHAP v2) [81]',
      '    Option: magic 5d1c0a2b [05065d1c0a2b]',
      '      Type: 5 [05]',
      '      Length: 6 [06]',
      '      Magic number: 0x5d1c0a2b [5d1c0a2b]',
    ]);
  });

  it.each([
    ['0206 000a0000', 'Characters to escape', '0x000a0000'],
    ['0408 c025 00000064', 'Protocol', '0xc025 (LQR)'],
    ['1104 064e', 'Bytes', '1614'],
    ['1309 03 0011223344 55', 'Address', '001122334455'],
    ['0702', 'Option', 'protocol field compression'],
    ['0d03 06', 'Data', '06'],
  ])('shows option %s', (option, label, words) => {
    const bytes = unhex(option);
    const packet = `0101 ${(bytes.length + 4).toString(16).padStart(4, '0')} ${option}`;
    const options = dissect(Protocol.lcp, unhex(packet)).children[3]?.children ?? [];
    expect(options.flatMap(all).find((field) => field.label === label)?.value).toBe(words);
  });

  it('says where an option makes no sense', () => {
    expect(find(Protocol.lcp, '0101 0007 0109 00', 'No option')).toMatchObject({
      offset: 4,
      length: 3,
      problem: 'length field 9 with 3 bytes left',
    });
    expect(find(Protocol.lcp, '0101 0008 0103 05 02', 'No option')?.problem).toContain('at least 2 bytes');
  });

  it('says where an option is shorter than its meaning', () => {
    expect(find(Protocol.lcp, '0101 0007 0103 05', 'Bytes')?.problem).toBe(
      'cut off: 2 bytes expected, 1 there',
    );
  });

  it('lists no more options than a person reads', () => {
    const options = '0702'.repeat(100);
    const data = dissect(Protocol.lcp, unhex(`0101 00cc ${options}`)).children[3];
    expect(data?.children).toHaveLength(65);
    expect(data?.children.at(-1)?.problem).toContain('64');
  });
});

describe('other control packets', () => {
  it.each([
    ['0509 000b 676f 2061 7761 79', 'Message', '"go away"'],
    ['0904 0008 00000007', 'Magic number', '0x00000007'],
    ['0c05 000b 11223344 414243', 'Message', '"ABC"'],
    ['0d06 000c 11223344 0000003c', 'Seconds', '60'],
    ['0d06 000c 11223344 ffffffff', 'Seconds', 'for ever'],
    ['0609 0006 0000 aabb', 'Padding', 'aabb'],
  ])('of LCP: %s', (literal, label, words) => {
    expect(value(Protocol.lcp, literal, label)).toBe(words);
  });

  it('CCP: the bits of MPPE', () => {
    expect(value(Protocol.ccp, '0101 000a 1206 01000040', 'Supported bits')).toBe(
      '0x01000040 (stateless, 128 bits)',
    );
    expect(value(Protocol.ccp, '0101 000a 1206 00000000', 'Supported bits')).toBe('0x00000000 (nothing)');
  });

  it('IPCP: addresses and header compression', () => {
    expect(value(Protocol.ipcp, '0101 000a 8106 0a000035', 'Address')).toBe('10.0.0.53');
    expect(value(Protocol.ipcp, '0101 000a 0206 002d 0f01', 'Protocol')).toBe('0x002d (VJ compressed TCP)');
  });

  it('IPV6CP: the interface identifier', () => {
    expect(value(Protocol.ipv6cp, '0201 000e 010a 0011223344556677', 'Option')).toBe(
      'interface identifier 0011:2233:4455:6677',
    );
  });

  it('a Protocol-Reject holds the frame it rejects', () => {
    expect(tree(Protocol.lcp, '0803 000a 80fd 01010004')).toEqual([
      'Frame: LCP Protocol-Reject, id 3 [0803000a80fd01010004]',
      '  Code: 8 (Protocol-Reject) [08]',
      '  Identifier: 3 [03]',
      '  Length: 10 [000a]',
      '  Data: 6 bytes [80fd01010004]',
      '    Rejected protocol: 0x80fd (CCP) [80fd]',
      '    Rejected information: CCP Configure-Request, id 1 [01010004]',
      '      Code: 1 (Configure-Request) [01]',
      '      Identifier: 1 [01]',
      '      Length: 4 [0004]',
    ]);
  });

  it('a Code-Reject holds the packet it rejects', () => {
    expect(value(Protocol.lcp, '0706 0009 20 01 0005 00', 'Rejected packet')).toBe('LCP code 32, id 1');
  });

  it('rejects inside rejects end somewhere', () => {
    let packet = '';
    for (let depth = 0; depth < 40; depth += 1) {
      const length = packet.length / 2 + 6;
      packet = `0801${length.toString(16).padStart(4, '0')}c021${packet}`;
    }
    const fields = all(dissect(Protocol.lcp, unhex(packet)));
    expect(fields.some((field) => field.problem?.includes('too deep') === true)).toBe(true);
  });

  it('a length that is too great or too small is a problem, not the end', () => {
    expect(find(Protocol.lcp, '0501 0020 414243', 'Data')).toMatchObject({
      problem: 'length field 32 in 7 bytes',
      children: [{ label: 'Message', value: '"ABC"' }],
    });
    expect(find(Protocol.lcp, '0501 0002 41', 'Data')?.problem).toContain('less than its own header');
    expect(tree(Protocol.lcp, '01')).toContain('  Identifier:  [] !cut off: 1 byte expected, 0 there');
  });

  it('protocols nobody here speaks are bytes', () => {
    expect(tree(0x1234, 'aabb')).toEqual(['Frame: protocol 1234 [aabb]', '  Information: aabb [aabb]']);
    expect(value(Protocol.lqr, '00000000', 'Information')).toBe('00000000');
  });
});

describe('logons', () => {
  it('PAP: the user shows, the password was zeroed', () => {
    const request = '0101 0011 05 616c696365 06 000000000000';
    expect(value(Protocol.pap, request, 'User name')).toBe('"alice"');
    expect(value(Protocol.pap, request, 'Password')).toBe('hidden, secrets are not kept');
  });

  it('PAP: a password length beyond the packet', () => {
    expect(find(Protocol.pap, '0101 0008 01 61 09 00', 'Password')?.problem).toContain('9 bytes expected');
  });

  it('CHAP: challenge and response', () => {
    expect(value(Protocol.chap, '0101 000d 04 01020304 6e61 7331', 'Value')).toBe('01020304');
    expect(value(Protocol.chap, '0101 000d 04 01020304 6e61 7331', 'Name')).toBe('"nas1"');
    const response = `0201 003b 31 ${'00'.repeat(49)} 616c696365`;
    expect(value(Protocol.chap, response, 'NT response')).toBe('hidden, secrets are not kept');
    expect(find(Protocol.chap, response, 'Flags')).toMatchObject({ offset: 53, length: 1 });
  });

  it('MS-CHAP: the fields of a refusal', () => {
    // "E=691 R=1 C=00112233 V=3 M=No such user"
    const text = Array.from('E=691 R=1 C=00112233 V=3 M=No such user', (c) => c.charCodeAt(0));
    const packet = hex(Uint8Array.from([4, 1, 0, text.length + 4, ...text]));
    expect(value(Protocol.chap, packet, 'Error')).toBe('691');
    expect(value(Protocol.chap, packet, 'May retry')).toBe('yes');
    expect(value(Protocol.chap, packet, 'Change-password version')).toBe('3');
    // The packet has two fields of this name: the whole and what is in it.
    const messages = all(dissect(Protocol.chap, unhex(packet))).filter(({ label }) => label === 'Message');
    expect(messages.map((field) => field.value)[1]).toBe('"No such user"');
  });

  it('EAP: identity, types wanted, MS-CHAP v2 inside', () => {
    expect(value(Protocol.eap, '0201 000a 01 616c696365', 'Identity')).toBe('"alice"');
    expect(value(Protocol.eap, '0201 0006 03 1a', 'Wanted type')).toBe('26 (MS-CHAP v2)');
    const challenge = `0102 0020 1a 01 02 001b 10 ${'ab'.repeat(16)} 6e61 7331 2121`;
    expect(value(Protocol.eap, challenge, 'Operation')).toBe('1 (Challenge)');
    expect(value(Protocol.eap, challenge, 'Value')).toBe('ab'.repeat(16));
    expect(value(Protocol.eap, '0203 0006 1a 03', 'Operation')).toBe('3 (Success)');
    expect(value(Protocol.eap, '0301 0004', 'Code')).toBe('3 (Success)');
  });

  it('never writes out what stands where a secret was, when the line breaks rules', () => {
    expect(value(Protocol.pap, '0201 0009 04 00000000', 'Message')).toBe('hidden, secrets are not kept');
  });
});

describe('what a peer may send back', () => {
  const header = (protocol: string, length: string) =>
    `4500 ${length} 0001 4000 40 ${protocol} 0000 0a000001 0a000035`;

  it('UDP', () => {
    const packet = `${header('11', '0020')} d903 0035 000c 0000 01020304`;
    expect(dissect(Protocol.ip, unhex(packet)).value).toBe('IPv4 UDP 10.0.0.1 to 10.0.0.53');
    expect(value(Protocol.ip, packet, 'UDP')).toBe('port 55555 to 53');
    expect(value(Protocol.ip, packet, 'Fragmentation')).toBe('do not fragment, offset 0');
  });

  it('TCP', () => {
    const packet = `${header('06', '0028')} 0400 0050 00000001 00000000 6002 2000 0000 0000 02040578`;
    expect(value(Protocol.ip, packet, 'TCP')).toBe('port 1024 to 80, SYN');
    expect(value(Protocol.ip, packet, 'Options')).toBe('02040578');
  });

  it('ICMP, with the packet it is about', () => {
    const packet = `${header('01', '0038')} 0303 0000 00000000 ${header('11', '001c')} d903 0035 0008 0000`;
    expect(value(Protocol.ip, packet, 'ICMP')).toBe('Destination unreachable');
    expect(value(Protocol.ip, packet, 'About')).toBe('IPv4 UDP 10.0.0.1 to 10.0.0.53');
  });

  it('a header that is none', () => {
    expect(find(Protocol.ip, header('11', '001c').replace('45', '41'), 'Data')?.problem).toBe(
      'this is no IPv4 header',
    );
  });

  it('IPv6', () => {
    const packet = `60000000 0000 3b ff ${'fe80'.padEnd(32, '0')} ${'ff02'.padEnd(32, '0')}`;
    expect(value(Protocol.ipv6, packet, 'Hop limit')).toBe('255');
  });
});

describe('hostile bytes', () => {
  const protocols = fc.oneof(
    fc.constantFrom(...Object.values(Protocol)),
    fc.integer({ min: 0, max: 0xffff }),
  );

  /** A field lies inside its parent, and brothers do not overlap. */
  function sound(field: Field): boolean {
    let at = field.offset;
    for (const child of field.children) {
      if (child.offset < at || child.length < 0) return false;
      at = child.offset + child.length;
      if (at > field.offset + field.length || !sound(child)) return false;
    }
    return true;
  }

  const depth = (field: Field): number => 1 + Math.max(0, ...field.children.map(depth));

  it('never throw, never leave their bounds and never go deep', () => {
    fc.assert(
      fc.property(protocols, fc.uint8Array({ maxLength: 300 }), (protocol, bytes) => {
        const field = dissect(protocol, bytes);
        expect(sound(field)).toBe(true);
        expect(depth(field)).toBeLessThan(24);
      }),
      { numRuns: 2000 },
    );
  });

  it('neither do packets that begin soundly', () => {
    const begun = fc.tuple(
      fc.integer({ min: 1, max: 15 }),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.constantFrom(0, 1, -1, 40),
    );
    fc.assert(
      fc.property(protocols, begun, (protocol, [code, data, lie]) => {
        const length = data.length + 4 + lie;
        const field = dissect(protocol, Uint8Array.from([code, 1, length >>> 8, length & 0xff, ...data]));
        expect(sound(field)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('put no control character on the screen', () => {
    fc.assert(
      fc.property(protocols, fc.uint8Array({ maxLength: 120 }), (protocol, bytes) => {
        for (const field of all(dissect(protocol, bytes))) expect(field.value).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
