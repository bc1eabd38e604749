/** Starts the embedded provider in namespaces of its own and hands out its modems: for the demo, for play, for tests. */
import { fileURLToPath } from 'node:url';
import type { Timing } from './call.ts';
import type { JsonObject } from './control.ts';
import { readLines, writeLine } from './control.ts';
import type { LineCondition } from './line/condition.ts';
import type { PtyModem } from './modem-bank.ts';
import { networkNamespaceOf, spawnInNamespace } from './namespaces.ts';

/** What the exchange's process is told at its start. */
export interface ExchangeArguments {
  /** A directory private to the caller: the modems' links and the socket go there. */
  readonly directory: string;
  /** Modems on ptys; 1. */
  readonly modems?: number;
  /** The user their terminals belong to; ours, unless said. */
  readonly owner?: number;
  /** Further numbers, each joined to a terminal device: a real NAS behind a pty. */
  readonly trunks?: Readonly<Record<string, string>>;
  /** What every line suffers: a speed, noise. */
  readonly condition?: LineCondition;
  readonly timing?: Partial<Timing>;
}

export interface StartExchangeOptions extends ExchangeArguments {
  /** In a user namespace of its own; when we are not root, by default. */
  readonly user?: boolean;
  readonly log?: (text: string) => void;
  /** A modem's pty has another name now: a new one for every caller, though mostly with the old number. */
  readonly moved?: (modems: readonly PtyModem[]) => void;
  /** It ended although nobody closed it. */
  readonly lost?: () => void;
}

export interface RunningExchange {
  /** The modems on ptys, as they are now. */
  readonly modems: readonly PtyModem[];
  /** A Unix socket; every connection gets a modem of its own. Socket paths know no network namespaces. */
  readonly socketPath: string;
  readonly numbers: readonly { readonly number: string; readonly description: string }[];
  readonly users: readonly { readonly user: string; readonly password: string; readonly note: string }[];
  /** The process the exchange's network namespace belongs to, for nsenter(1). */
  readonly pid: number;
  /** The identities of its network namespace and of the office's. */
  readonly namespaces: readonly string[];
  /** Breaks every call that is up. */
  cut(): void;
  /** For calls from now on. */
  setCondition(condition: LineCondition): void;
  /** Everything ends; resolves once it has. Idempotent. */
  close(): Promise<void>;
}

/** Milliseconds for the exchange to hang up and go. */
const closingTime = 3000;

/** Rejects with the reason when it cannot start; nothing is left then. */
export async function startExchange(options: StartExchangeOptions): Promise<RunningExchange> {
  const { user = process.getuid?.() !== 0, log, moved, lost, ...exchange } = options;
  const script = fileURLToPath(new URL('exchange-process.ts', import.meta.url));
  const child = spawnInNamespace(
    { user },
    [process.execPath, script, JSON.stringify(exchange)],
    ['pipe', 'pipe', 'pipe'],
  );
  const { stdin, stdout, stderr, pid } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('the exchange has no pipes');
  // It may be gone before it has read what we write; that shows in its end.
  stdin.on('error', () => undefined);
  let modems: readonly PtyModem[] = [];
  let closing = false;
  let complaint = '';
  stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-4000)));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  const close = async (): Promise<void> => {
    closing = true;
    stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), closingTime);
    await ended;
    clearTimeout(timer);
  };

  const ready = await new Promise<JsonObject>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      reject(new Error(`the exchange ended with status ${String(code)}: ${complaint.trim()}`));
      if (!closing) lost?.();
    });
    readLines(stdout, {
      message(message) {
        if (message.type === 'ready' || message.type === 'moved') modems = message.modems as PtyModem[];
        if (message.type === 'moved') moved?.(modems);
        if (message.type === 'ready') resolve(message);
        if (message.type === 'failed') reject(new Error(String(message.reason)));
        if (message.type === 'log') log?.(String(message.text));
      },
      stray: (line) => log?.(line),
      ended: () => undefined,
    });
  }).catch(async (error: unknown) => {
    if (pid !== undefined) await close();
    throw error;
  });
  const namespace = pid === undefined ? undefined : networkNamespaceOf(pid);
  if (pid === undefined || namespace === undefined) {
    await close();
    throw new Error('the exchange is gone');
  }
  return {
    ...(ready as unknown as Pick<RunningExchange, 'socketPath' | 'numbers' | 'users'>),
    get modems() {
      return modems;
    },
    pid,
    namespaces: [namespace, String(ready.officeNamespace)],
    cut() {
      writeLine(stdin, { type: 'cut' });
    },
    setCondition(condition) {
      writeLine(stdin, { type: 'condition', condition });
    },
    close,
  };
}
