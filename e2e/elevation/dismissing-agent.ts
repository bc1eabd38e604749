/** A polkit authentication agent for this process, as a desktop has one: its user presses Cancel at every prompt. */
import { readFile } from 'node:fs/promises';
import { Message, systemBus, Variant } from 'dbus-next';

const agentPath = '/org/dialUpNetworking/test/agent';

/** The kernel's start time of this process, by which polkit tells it from a later one with its number. */
async function startTime(): Promise<bigint> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  return BigInt(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 0);
}

/** Resolves once polkit knows the agent; what it resolves to counts the prompts and lets the agent go. */
export async function dismissEveryPrompt(): Promise<() => number> {
  let prompts = 0;
  const bus = systemBus();
  bus.addMethodHandler((message: Message) => {
    if (message.path !== agentPath || message.member !== 'BeginAuthentication') return false;
    prompts += 1;
    // dbus-next's types take the message for a string here; its code does not.
    const asked = message as unknown as string;
    bus.send(Message.newError(asked, 'org.freedesktop.PolicyKit1.Error.Cancelled', 'dismissed'));
    return true;
  });
  const subject = {
    pid: new Variant('u', process.pid),
    'start-time': new Variant('t', await startTime()),
    uid: new Variant('i', process.getuid?.() ?? 0),
  };
  await bus.call(
    new Message({
      destination: 'org.freedesktop.PolicyKit1',
      path: '/org/freedesktop/PolicyKit1/Authority',
      interface: 'org.freedesktop.PolicyKit1.Authority',
      member: 'RegisterAuthenticationAgent',
      signature: '(sa{sv})ss',
      body: [['unix-process', subject], 'C', agentPath],
    }),
  );
  return () => {
    bus.disconnect();
    return prompts;
  };
}
