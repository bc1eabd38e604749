import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MppeBits } from './link-types.ts';
import { mppeOption, mppeType, mppeWordOf, strengths, strengthsIn } from './ccp/mppe-option.ts';
import { addressIn, addressOption, IpcpOption } from './ipcp/ipcp-options.ts';
import { interfaceIdType, Ipv6cp } from './ipv6cp/ipv6cp.ts';
import { decodeSetting, decodeSettings, encodeSettings, LcpOption } from './lcp/lcp-options.ts';
import type { LcpSettings } from './lcp/lcp-options.ts';
import { decodeOptions, encodeOptions } from './options.ts';
import type { Option } from './options.ts';
import { Protocol } from './protocol-numbers.ts';

const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);

/** One kind of option: what it can say, and its way to bytes and back. */
interface Codec<Value> {
  readonly name: string;
  readonly values: fc.Arbitrary<Value>;
  readonly types: readonly number[];
  readonly encode: (value: Value) => Option;
  /** Undefined: unsound. */
  readonly decode: (option: Option) => Value | undefined;
}

function lcp(name: string, values: fc.Arbitrary<LcpSettings>, type: number): Codec<LcpSettings> {
  const encode = (settings: LcpSettings): Option => {
    const [option] = encodeSettings(settings);
    if (!option) throw new Error('nothing was encoded');
    return option;
  };
  return { name, values, types: [type], encode, decode: decodeSetting };
}

const auth = fc.oneof(
  fc.record({ protocol: fc.constant(Protocol.chap), algorithm: u8 }),
  fc.record({ protocol: u16.filter((protocol) => protocol !== Protocol.chap) }),
);

const ipcp: Codec<{ readonly type: number; readonly address: string }> = {
  name: 'IPCP address',
  values: fc.record({
    type: fc.constantFrom(IpcpOption.address, IpcpOption.dns1, IpcpOption.nbns2),
    address: fc.ipV4(),
  }),
  types: [IpcpOption.address, IpcpOption.dns1, IpcpOption.nbns1, IpcpOption.dns2, IpcpOption.nbns2],
  encode: ({ type, address }) => addressOption(type, address),
  decode: (option) => {
    const address = addressIn(option);
    return address === undefined ? undefined : { type: option.type, address };
  },
};

const mppe: Codec<readonly MppeBits[]> = {
  name: 'MPPE',
  values: fc.subarray([...strengths]),
  types: [mppeType],
  encode: mppeOption,
  decode: (option) => {
    const word = mppeWordOf(option);
    return word === undefined ? undefined : strengthsIn(word);
  },
};

const randomBytes = (count: number): Uint8Array => new Uint8Array(count).fill(0x5a);
const ipv6cp: Codec<Uint8Array> = {
  name: 'IPV6CP interface identifier',
  values: fc
    .uint8Array({ minLength: 8, maxLength: 8 })
    .filter((id) => id.some((byte) => byte !== 0) && id.some((byte) => byte !== 0x11)),
  types: [interfaceIdType],
  encode: (id) => {
    const [option] = new Ipv6cp(id, randomBytes).wanted();
    if (!option) throw new Error('nothing was asked for');
    return option;
  },
  decode: (option) => {
    const peer = new Ipv6cp(new Uint8Array(8).fill(0x11), randomBytes);
    if (peer.judge(option).verdict !== 'ack') return undefined;
    peer.peerGranted([option]);
    return peer.agreed?.remote;
  },
};

function behaves<Value>({ name, values, types, encode, decode }: Codec<Value>): void {
  describe(`${name} option`, () => {
    it('comes back as it went out', () => {
      fc.assert(
        fc.property(values, (value) => {
          const { options, rest } = decodeOptions(encodeOptions([encode(value)]));
          expect(options.map(decode)).toEqual([value]);
          expect(rest).toHaveLength(0);
        }),
      );
    });

    it('is unsound with its data cut anywhere, or an octet too long', () => {
      fc.assert(
        fc.property(values, (value) => {
          const { type, data } = encode(value);
          for (let length = 0; length < data.length; length += 1) {
            expect(decode({ type, data: data.subarray(0, length) })).toBeUndefined();
          }
          expect(decode({ type, data: Uint8Array.from([...data, 0]) })).toBeUndefined();
        }),
      );
    });

    it('never throws, whatever its data', () => {
      fc.assert(
        fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 12 }), (type, data) => {
          decode({ type, data });
        }),
      );
    });
  });
}

behaves(lcp('LCP MRU', fc.record({ mru: u16 }), LcpOption.mru));
behaves(lcp('LCP ACCM', fc.record({ accm: u32 }), LcpOption.accm));
behaves(lcp('LCP authentication', fc.record({ auth }), LcpOption.auth));
behaves(lcp('LCP magic number', fc.record({ magic: u32 }), LcpOption.magic));
behaves(lcp('LCP PFC', fc.constant({ pfc: true }), LcpOption.pfc));
behaves(lcp('LCP ACFC', fc.constant({ acfc: true }), LcpOption.acfc));
behaves(ipcp);
behaves(mppe);
behaves(ipv6cp);

describe('a whole list of LCP options', () => {
  const settings: fc.Arbitrary<LcpSettings> = fc.record(
    { mru: u16, accm: u32, auth, magic: u32, pfc: fc.constant(true), acfc: fc.constant(true) },
    { requiredKeys: [] },
  );

  it('comes back as it went out, and cut anywhere says less but nothing else', () => {
    fc.assert(
      fc.property(settings, (said) => {
        const bytes = encodeOptions(encodeSettings(said));
        expect(decodeSettings(decodeOptions(bytes).options)).toEqual(said);
        for (let length = 0; length < bytes.length; length += 1) {
          expect(said).toMatchObject(decodeSettings(decodeOptions(bytes.subarray(0, length)).options));
        }
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        decodeSettings(decodeOptions(bytes).options);
      }),
    );
  });
});
