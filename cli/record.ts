/** Starts the recorder, and lets it go when rasdial returns. */
import { fork } from 'node:child_process';
import { resolve as absolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from '../client/index.ts';
import { DialFailure, dialError } from '../contract/dial-error.ts';
import { z } from '../contract/zod.ts';

/** What rasdial tells the recorder, over the channel between parent and child. */
export const recorderOrder = z.strictObject({
  runtimeDirectory: z.string(),
  /** The entry that is dialled, then those beneath it. */
  entries: z.array(z.string()).min(1),
  log: z.string().optional(),
  capture: z.string().optional(),
});
export type RecorderOrder = z.infer<typeof recorderOrder>;

const answer = z.union([z.strictObject({ ready: z.literal(true) }), z.strictObject({ failed: dialError })]);

export interface Recorder {
  /** rasdial returns; the recorder goes on as long as the connection. */
  release(): void;
  /** Resolves when everything is written; the connection has ended already. */
  finish(): Promise<void>;
}

const program = fileURLToPath(new URL('recorder.ts', import.meta.url));
/** Milliseconds the recorder has to write the last lines. */
const lastLines = 2_000;

/** Resolves once the files are open and every event will be seen. Rejects with a DialFailure. */
export async function startRecorder(order: RecorderOrder): Promise<Recorder> {
  const child = fork(program, [], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', (message) => {
      const told = answer.parse(message);
      if ('failed' in told) reject(new DialFailure(told.failed));
      else resolve();
    });
    child.once('error', (error) => {
      reject(failure(635, 'The recorder could not be started.', error.message));
    });
    void exited.then(() => {
      reject(failure(635, 'The recorder ended before it began.'));
    });
    const { log, capture } = order;
    child.send({
      ...order,
      ...(log === undefined ? {} : { log: absolute(log) }),
      ...(capture === undefined ? {} : { capture: absolute(capture) }),
    });
  });
  const release = () => {
    if (child.connected) child.disconnect();
    child.unref();
  };
  return {
    release,
    async finish() {
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, lastLines);
      });
      if (child.connected) child.disconnect();
      await Promise.race([exited, enough]);
      clearTimeout(timer);
      release();
    },
  };
}
