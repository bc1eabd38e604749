/**
 * The process that writes the connection log and the capture of one dial: started by rasdial before it dials, it goes on
 * when rasdial has returned, and ends with the connection. It runs as the user and holds nothing but two open files.
 */
import { connectHelper, failure, textOf } from '../client/index.ts';
import { DialFailure } from '../contract/dial-error.ts';
import type { HelperEvent } from '../contract/helper.ts';
import { PrivateFile } from './private-file.ts';
import type { RecorderOrder } from './record.ts';
import { recorderOrder } from './record.ts';
import { CaptureRecording, LogRecording } from './recording.ts';

async function record(order: RecorderOrder): Promise<void> {
  process.umask(0o077);
  const [top] = order.entries;
  const entries = new Set(order.entries);
  const logFile = order.log === undefined ? undefined : new PrivateFile(order.log);
  const captureFile = order.capture === undefined ? undefined : new PrivateFile(order.capture);
  const log = logFile && new LogRecording(logFile, entries);
  const capture = captureFile && new CaptureRecording(captureFile, entries);
  const helper = await connectHelper(order.runtimeDirectory, 'rasdial recorder');
  if (!helper) throw failure(711, 'The helper is gone.');

  const over = new Promise<void>((resolve) => {
    // Over when the top is gone and nothing beneath is on its way down with it: why it fell is said last.
    const look = () => {
      helper.request('status', {}).then(
        ({ connections }) => {
          const ours = connections.filter(({ entry }) => entries.has(entry));
          if (!ours.some(({ entry, state }) => entry === top || state !== 'connected')) resolve();
        },
        () => {
          resolve();
        },
      );
    };
    const onEvent = (event: HelperEvent) => {
      log?.event(event);
      capture?.event(event);
      if (event.event === 'ended' && entries.has(event.body.entry)) look();
    };
    helper.listen(onEvent);
    void helper.closed.then(resolve);
    // rasdial has returned, or died before it dialled: then there is nothing to wait for.
    process.on('disconnect', look);
  });
  await helper.request('subscribe', {
    states: true,
    log: log !== undefined,
    capture: capture !== undefined,
    counters: false,
  });
  process.send?.({ ready: true });
  await over;
  helper.close();
  capture?.end(Date.now());
  logFile?.close();
  captureFile?.close();
}

process.once('message', (message) => {
  // What is being written must not stop because a terminal was closed or somebody pressed Ctrl-C in it.
  for (const signal of ['SIGHUP', 'SIGINT'] as const) process.on(signal, () => undefined);
  record(recorderOrder.parse(message)).then(
    () => process.exit(0),
    (error: unknown) => {
      const told = error instanceof DialFailure ? error.error : failure(635, textOf(error)).error;
      if (process.connected) process.send?.({ failed: told }, () => process.exit(1));
      else process.exit(1);
    },
  );
});
