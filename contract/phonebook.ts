/** The phonebook: what an entry may say, and what it means where it says nothing. */
import { host, ipv4, ipv4Network, label, line, lines, tcpPort } from './text.ts';
import { z } from './zod.ts';

/** One name is JavaScript's own: an object cannot have it as the name of a member. */
export const entryName = label(256).refine((name) => name !== '__proto__', {
  error: 'cannot be the name of a connection',
});

const devicePath = line(128).regex(/^\/dev\/[^\s]+$/, { error: 'is not a device under /dev' });
const speed = z.int().min(50).max(4_000_000);
const flow = z.enum(['hardware', 'software', 'none']);
const initLine = line(128).regex(/^[aA][tT]/, { error: 'is not an AT command line' });
/** One AT line, or several that are each answered with OK. */
const init = z.union([initLine, z.array(initLine).max(8)]);

/** The keys of each kind of device, with the schema of each; `kind` chooses among them. */
const deviceShapes = {
  modem: {
    kind: z.literal('modem'),
    port: devicePath,
    speed: speed.optional(),
    flow: flow.optional(),
    init: init.optional(),
  },
  'tcp-modem': { kind: z.literal('tcp-modem'), host, port: tcpPort, init: init.optional() },
  'null-modem': {
    kind: z.literal('null-modem'),
    /** A device, or with `host` a TCP port. */
    port: z.union([devicePath, tcpPort]),
    host: host.optional(),
    speed: speed.optional(),
    flow: flow.optional(),
  },
  pptp: { kind: z.literal('pptp') },
} as const;

export const deviceKinds = ['modem', 'tcp-modem', 'null-modem', 'pptp'] as const;

const device = z.discriminatedUnion('kind', [
  z.strictObject(deviceShapes.modem),
  z.strictObject(deviceShapes['tcp-modem']),
  z.strictObject(deviceShapes['null-modem']),
  z.strictObject(deviceShapes.pptp),
]);
export type Device = z.infer<typeof device>;

/** A device that a modem's dialogue can be tried on. */
export const lineDevice = z.discriminatedUnion('kind', [
  z.strictObject(deviceShapes.modem),
  z.strictObject(deviceShapes['tcp-modem']),
]);

const authMethod = z.enum(['pap', 'chap', 'mschap', 'mschap-v2', 'eap']);
const encryptionPolicy = z.enum(['none', 'optional', 'require', 'maximum']);

const seconds = (maximum: number) => z.int().min(0).max(maximum);

/** Every key of an entry but `device`. Absent keys mean what `resolveEntry` says. */
const entryShape = {
  name: entryName,
  /** What the modem dials: digits, separators and Hayes modifiers. */
  phone: line(128).min(1).optional(),
  /**
   * "Use area code and Dialing Properties": `phone` is then the local number, and what is dialled follows from it, these two
   * and the location (see dialing-rules). Otherwise `phone` is dialled as it stands.
   */
  useDialingRules: z.boolean().optional(),
  areaCode: z
    .string()
    .regex(/^\d{1,10}$/, { error: 'is not an area code' })
    .optional(),
  /** E.164 country code. */
  countryCode: z.int().min(1).max(999).optional(),
  /** The PPTP server. */
  host: host.optional(),
  /** The entry to connect first; this one then travels inside it. */
  dialFirst: entryName.optional(),
  user: line(256).optional(),
  domain: line(256).optional(),
  encryption: encryptionPolicy.optional(),
  auth: z.array(authMethod).min(1).max(5).optional(),
  /** "Use default gateway on remote network". */
  useDefaultGateway: z.boolean().optional(),
  routes: z.array(ipv4Network).max(256).optional(),
  /** Use the name servers the other end hands out. */
  dns: z.boolean().optional(),
  /** Ask for this address instead of taking any. */
  ipv4Address: ipv4.optional(),
  ipv6: z.boolean().optional(),
  mru: z.int().min(576).max(1500).optional(),
  /** Protocol, address and control field compression. */
  fieldCompression: z.boolean().optional(),
  /** Hang up after so long without user traffic; both zero: never. */
  idle: z.strictObject({ minutes: seconds(1440).optional(), seconds: seconds(86_400).optional() }).optional(),
  /** How often to try again when dialling fails, and how many seconds to wait before. */
  redial: z.strictObject({ attempts: seconds(100).optional(), pause: seconds(3600).optional() }).optional(),
  redialOnDrop: z.boolean().optional(),
  /** An LCP echo every `interval` seconds; dead after `failures` without answer. Interval 0: off. */
  lcpEcho: z
    .strictObject({ interval: seconds(3600).optional(), failures: z.int().min(1).max(100).optional() })
    .optional(),
  dialling: z.enum(['tone', 'pulse']).optional(),
  /** Seconds from dialling to the modem's CONNECT. */
  carrierTimeout: z.int().min(1).max(255).optional(),
  /** Seconds for a TCP connection (the PPTP server, a modem behind TCP). */
  connectTimeout: z.int().min(1).max(120).optional(),
  /** Bring up a terminal window before or after dialling; the call waits in the state interactive. */
  terminal: z.enum(['before', 'after']).optional(),
  /**
   * Dial-up script (.SCP), run after dialling, before PPP starts; not when `terminal` is 'after'. The text itself and no
   * path: the privileged helper reads no files.
   */
  script: z.strictObject({ text: lines(16_384) }).optional(),
  /** The modem's sound while dialling, in percent; 0: off. Only the window makes it. */
  speaker: z.int().min(0).max(100).optional(),
  /** Show Connect To before dialling; absent: as the Settings say. */
  prompt: z.boolean().optional(),
  /** Keep a log of each call for the log viewer; true unless said otherwise. */
  recordLog: z.boolean().optional(),
} as const;

/** What a device needs from the rest of its entry, and what makes no sense together. */
function complete(
  entry: { device: Device; host?: string; phone?: string },
  refuse: (path: string[], message: string) => void,
) {
  const { device: chosen } = entry;
  if (chosen.kind === 'pptp' && entry.host === undefined)
    refuse(['host'], 'is missing: the name of the PPTP server');
  if ((chosen.kind === 'modem' || chosen.kind === 'tcp-modem') && entry.phone === undefined)
    refuse(['phone'], 'is missing: the number to dial');
  if (chosen.kind === 'null-modem' && (typeof chosen.port === 'number') !== (chosen.host !== undefined))
    refuse(['device', 'port'], 'is a device under /dev, or a number together with "host"');
}

/** An entry as it crosses a process boundary: no key but the known ones. */
export const entry = z.strictObject({ ...entryShape, device }).superRefine((value, context) => {
  complete(value, (path, message) => {
    context.addIssue({ code: 'custom', path, message });
  });
});
export type Entry = z.infer<typeof entry>;

export interface ResolvedEntry extends Omit<Entry, 'idle' | 'redial' | 'lcpEcho'> {
  readonly encryption: z.infer<typeof encryptionPolicy>;
  readonly auth: z.infer<typeof authMethod>[];
  readonly useDefaultGateway: boolean;
  readonly routes: string[];
  readonly dns: boolean;
  readonly ipv6: boolean;
  readonly mru: number;
  readonly fieldCompression: boolean;
  /** In seconds; 0: never. */
  readonly idle: number;
  readonly redial: { readonly attempts: number; readonly pause: number };
  readonly redialOnDrop: boolean;
  readonly lcpEcho: { readonly interval: number; readonly failures: number };
  readonly dialling: 'tone' | 'pulse';
  readonly carrierTimeout: number;
  readonly connectTimeout: number;
}

/** What differs between a line to a provider and a tunnel over somebody else's network. */
const lineDefaults = {
  encryption: 'optional',
  auth: ['mschap-v2', 'eap', 'mschap', 'chap', 'pap'],
  mru: 1500,
  fieldCompression: true,
} satisfies Partial<ResolvedEntry>;
/** A tunnel crosses networks we do not trust: no password in clear, no data in clear, room for the outer headers. */
const tunnelDefaults = {
  encryption: 'require',
  auth: ['mschap-v2', 'eap', 'mschap'],
  mru: 1400,
  fieldCompression: false,
} satisfies Partial<ResolvedEntry>;

/** The entry with everything it leaves open decided. */
export function resolveEntry(entry: Entry): ResolvedEntry {
  const defaults = entry.device.kind === 'pptp' ? tunnelDefaults : lineDefaults;
  return {
    ...entry,
    encryption: entry.encryption ?? defaults.encryption,
    auth: entry.auth ?? [...defaults.auth],
    useDefaultGateway: entry.useDefaultGateway ?? true,
    routes: entry.routes ?? [],
    dns: entry.dns ?? true,
    ipv6: entry.ipv6 ?? false,
    mru: entry.mru ?? defaults.mru,
    fieldCompression: entry.fieldCompression ?? defaults.fieldCompression,
    idle: (entry.idle?.minutes ?? 0) * 60 + (entry.idle?.seconds ?? 0),
    redial: { attempts: entry.redial?.attempts ?? 0, pause: entry.redial?.pause ?? 30 },
    redialOnDrop: entry.redialOnDrop ?? false,
    // Often enough that a NAT on the way does not forget a tunnel's GRE.
    lcpEcho: { interval: entry.lcpEcho?.interval ?? 20, failures: entry.lcpEcho?.failures ?? 4 },
    dialling: entry.dialling ?? 'tone',
    carrierTimeout: entry.carrierTimeout ?? 60,
    connectTimeout: entry.connectTimeout ?? 15,
  };
}

/** The file: entries with unknown keys allowed, because another version may have written them. */
export const phonebookFile = z.looseObject({
  version: z.literal(1),
  entries: z
    .array(
      z
        .looseObject({
          ...entryShape,
          script: z.looseObject(entryShape.script.unwrap().shape).optional(),
          idle: z.looseObject(entryShape.idle.unwrap().shape).optional(),
          redial: z.looseObject(entryShape.redial.unwrap().shape).optional(),
          lcpEcho: z.looseObject(entryShape.lcpEcho.unwrap().shape).optional(),
          device: z.discriminatedUnion('kind', [
            z.looseObject(deviceShapes.modem),
            z.looseObject(deviceShapes['tcp-modem']),
            z.looseObject(deviceShapes['null-modem']),
            z.looseObject(deviceShapes.pptp),
          ]),
        })
        .superRefine((value, context) => {
          complete(value, (path, message) => {
            context.addIssue({ code: 'custom', path, message });
          });
        }),
    )
    .max(1000)
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      for (const [index, { name }] of entries.entries()) {
        if (seen.has(name))
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is there twice` });
        seen.add(name);
      }
    }),
});
export type PhonebookFile = z.infer<typeof phonebookFile>;

function knownOnly(value: object, shape: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([key, held]) => key in shape && held !== undefined),
  );
}

/** The entry as it may cross a boundary: the keys this version does not know left behind. */
export function knownKeys(onDisk: PhonebookFile['entries'][number]): Entry {
  const nested = (key: 'script' | 'idle' | 'redial' | 'lcpEcho') => {
    const held = onDisk[key];
    return held === undefined ? {} : { [key]: knownOnly(held, entryShape[key].unwrap().shape) };
  };
  return entry.parse({
    ...knownOnly(onDisk, entryShape),
    ...nested('script'),
    ...nested('idle'),
    ...nested('redial'),
    ...nested('lcpEcho'),
    device: knownOnly(onDisk.device, deviceShapes[onDisk.device.kind]),
  });
}
