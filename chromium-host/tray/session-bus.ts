/** The user's session bus, by an address dbus-next can use without native modules. */
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Message, MessageBus } from 'dbus-next';
import dbus from 'dbus-next';

/** Undefined: this session has no bus. */
export function busSocket(environment: NodeJS.ProcessEnv): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS: named = '', XDG_RUNTIME_DIR: runtime = '' } = environment;
  if (named === '') {
    const path = join(runtime, 'bus');
    return runtime !== '' && existsSync(path) ? path : undefined;
  }
  for (const address of named.split(';')) {
    const [, path] = /^unix:(?:.*,)?path=([^,]+)/.exec(address) ?? [];
    if (path !== undefined) return decodeURIComponent(path);
    const [, abstract] = /^unix:(?:.*,)?abstract=([^,]+)/.exec(address) ?? [];
    if (abstract !== undefined) return `\0${decodeURIComponent(abstract)}`;
  }
  return undefined;
}

/** `lost` is called once, when the bus is gone or was never there. */
export function connectBus(lost: () => void): MessageBus | undefined {
  const socket = busSocket(process.env);
  if (socket === undefined) return undefined;
  const bus = dbus.sessionBus({
    busAddress: `unix:socket=${socket}`,
    // Not dbus-next's third way, cookies: without any it throws where nobody can catch it.
    authMethods: ['EXTERNAL', 'ANONYMOUS'],
  });
  // Where nobody answers there is no tray, and nothing else is lost by it.
  bus.on('error', lost);
  // dbus-next keeps the end of its stream to itself.
  const { stream } = (bus as unknown as { _connection: { stream: Socket } })._connection;
  stream.once('close', lost);
  refuseSetting(bus);
  return bus;
}

/** Nothing of ours can be set by others. dbus-next says so itself, and sets it all the same. */
function refuseSetting(bus: MessageBus): void {
  bus.addMethodHandler((message: Message): boolean => {
    if (message.interface !== 'org.freedesktop.DBus.Properties' || message.member !== 'Set') return false;
    // The types have it wrong: it takes the message that is answered.
    const asked = message as unknown as string;
    const name = 'org.freedesktop.DBus.Error.PropertyReadOnly';
    bus.send(dbus.Message.newError(asked, name, 'It can only be read.'));
    return true;
  });
}

/** A call to somebody on the bus; resolves to the answer. Undefined: nobody of that name, or one that knows no such method. */
export async function call(
  bus: Pick<MessageBus, 'call'>,
  message: ConstructorParameters<typeof Message>[0],
): Promise<Message | undefined> {
  try {
    return (await bus.call(new dbus.Message(message))) ?? undefined;
  } catch {
    return undefined;
  }
}
