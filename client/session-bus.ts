/** The desktop's session bus, no more of it than we need: calls with an end, signals, and the news that it is gone. */
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { isAbsolute, join } from 'node:path';
import type { Message, MessageBus, MessageLike } from 'dbus-next';

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: unknown[];
  /** Milliseconds, or `forever` where the user is asked something. */
  readonly patience?: number | 'forever';
}

/** As libdbus has it. */
const usualPatience = 25_000;
const signalType = 4;

/** What the bus or a service said, with D-Bus' name for it. */
export class BusError extends Error {
  readonly type: string;

  constructor(type: string, text: string) {
    super(text);
    this.name = 'BusError';
    this.type = type;
  }
}

/** The address in the words of dbus-next, which otherwise looks for a native module that nobody has. */
function socketAddress(address: string): string {
  const [first = ''] = address.split(';').filter((each) => each.startsWith('unix:'));
  const parts = new Map(
    first
      .slice('unix:'.length)
      .split(',')
      .map((part): [string, string] => {
        const at = part.indexOf('=');
        return [part.slice(0, at), unescaped(part.slice(at + 1))];
      }),
  );
  const path = parts.get('path') ?? (parts.has('abstract') ? `\0${parts.get('abstract')}` : undefined);
  if (path === undefined) throw new BusError('address', `the bus has an address we cannot use: ${address}`);
  return `unix:socket=${path}`;
}

/** What makes no sense stands for itself; then there is no such socket. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sessionBusAddress(): string {
  const { DBUS_SESSION_BUS_ADDRESS: named, XDG_RUNTIME_DIR: runtime } = process.env;
  if (named !== undefined && named !== '') return named;
  const path = runtime !== undefined && isAbsolute(runtime) ? join(runtime, 'bus') : undefined;
  if (path === undefined || !existsSync(path)) throw new BusError('address', 'there is no session bus');
  return `unix:path=${path}`;
}

export class SessionBus {
  readonly #bus: MessageBus;
  readonly #newMessage: (message: MessageLike) => Message;
  readonly #ended: Promise<never>;
  #tellEnd: (reason: BusError) => void = () => undefined;

  private constructor(bus: MessageBus, newMessage: (message: MessageLike) => Message) {
    this.#bus = bus;
    this.#newMessage = newMessage;
    this.#ended = new Promise((_resolve, reject) => {
      this.#tellEnd = reject;
    });
    // Whoever waits for something hears of it; when nobody does, it does not matter.
    this.#ended.catch(() => undefined);
    bus.on('error', (error: unknown) => {
      this.#tellEnd(new BusError('closed', error instanceof Error ? error.message : String(error)));
    });
    // dbus-next keeps the end of its stream to itself, and a call without an answer would wait for ever.
    const { stream } = (bus as unknown as { _connection: { stream: Socket } })._connection;
    stream.once('close', () => {
      this.#tellEnd(new BusError('closed', 'the session bus has gone'));
    });
  }

  /** Rejects with a BusError. */
  static async open(address?: string): Promise<SessionBus> {
    const { Message: NewMessage, sessionBus } = await import('dbus-next');
    const bus = sessionBus({
      busAddress: socketAddress(address ?? sessionBusAddress()),
      // Who we are, by the kernel's word. Of dbus-next's other ways, cookies throw where nobody can catch it, and a bus that
      // lets in anybody is none to give a password to.
      authMethods: ['EXTERNAL'],
    });
    const session = new SessionBus(bus, (message) => new NewMessage(message));
    const connected = new Promise<void>((resolve) => {
      bus.on('connect', resolve);
    });
    try {
      await session.#inTime(connected, usualPatience);
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  /** Resolves when the bus is gone, whoever ended it. */
  get closed(): Promise<void> {
    return this.#ended.catch(() => undefined);
  }

  /** The values of the answer. Rejects with a BusError. */
  async call({ patience = usualPatience, ...message }: BusCall): Promise<unknown[]> {
    const answer = this.#bus.call(this.#newMessage(message)).catch((error: unknown) => {
      const type = error instanceof Error && 'type' in error ? String(error.type) : 'unknown';
      throw new BusError(type, error instanceof Error ? error.message : String(error));
    });
    const reply = await this.#inTime(answer, patience);
    return (reply?.body ?? []) as unknown[];
  }

  /** Calls `listener` with the values of every such signal until the function it returns is called. */
  async listen(
    signal: Pick<BusCall, 'interface' | 'member'> & { readonly path?: string; readonly sender?: string },
    listener: (body: unknown[]) => void,
  ): Promise<() => void> {
    const onMessage = (message: Message) => {
      const wanted =
        (message.type as number) === signalType &&
        message.interface === signal.interface &&
        message.member === signal.member &&
        (signal.path === undefined || message.path === signal.path);
      if (wanted) listener(message.body);
    };
    this.#bus.on('message', onMessage);
    const rule = ['type', 'sender', 'interface', 'member', 'path'] as const;
    const values = { type: 'signal', ...signal };
    const words = rule.flatMap((key) => (values[key] === undefined ? [] : [`${key}='${values[key]}'`]));
    await this.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [words.join(',')],
    });
    return () => {
      this.#bus.off('message', onMessage);
    };
  }

  close(): void {
    this.#bus.disconnect();
  }

  async #inTime<T>(promise: Promise<T>, patience: number | 'forever'): Promise<T> {
    if (patience === 'forever') return Promise.race([promise, this.#ended]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new BusError('timeout', `no answer within ${patience / 1000} seconds`));
      }, patience);
    });
    try {
      return await Promise.race([promise, this.#ended, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
