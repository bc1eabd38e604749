/**
 * Answers the contract's calls: the only place that touches ipcMain. Every request is checked for its sender and against its
 * schema; every answer is data, an error included.
 */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { textOf } from '../../client/index.ts';
import type { Answer, CallName, CallResponse, HeldRequest } from '../../contract/app.ts';
import { app, callChannel, callNames } from '../../contract/app.ts';
import { DialFailure } from '../../contract/dial-error.ts';
import type { DialError } from '../../contract/dial-error.ts';
import { rasError } from '../../contract/ras-errors.ts';
import { z } from '../../contract/zod.ts';
import { pageOrigin } from './addresses.ts';

export type Handlers = {
  readonly [C in CallName]: (
    request: HeldRequest<C>,
    page: WebContents,
  ) => CallResponse<C> | Promise<CallResponse<C>>;
};

export interface ServeHost {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** Something nobody expected: a fault of this program, or a sender that should not exist. */
  report(what: string, error?: unknown): void;
}

/** ERROR_UNKNOWN: the table's number for what has no better one. */
const unknownError = 635;

/** Calls of one page that may wait for their answers at a time: our pages have a handful, or a megabyte pasted into a terminal. */
export const mostWaiting = 256;

const refused = (error: DialError) => ({ ok: false, error }) as const;

/** Our own pages' main frames, and nobody else. */
function isOurs(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean {
  const { sender, senderFrame } = event;
  return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.origin === pageOrigin;
}

export function serve(handlers: Handlers, host: ServeHost): void {
  /** By page, gone with it. */
  const waiting = new WeakMap<WebContents, number>();
  const inTurn = async <T>(page: WebContents, act: () => Promise<T>): Promise<T> => {
    const before = waiting.get(page) ?? 0;
    if (before >= mostWaiting)
      throw new DialFailure({
        number: unknownError,
        cause: 'The window asks faster than it can be answered.',
      });
    waiting.set(page, before + 1);
    try {
      return await act();
    } finally {
      waiting.set(page, (waiting.get(page) ?? 1) - 1);
    }
  };
  const answer = async <C extends CallName>(
    name: C,
    event: IpcMainInvokeEvent,
    body: unknown,
  ): Promise<Answer<C>> => {
    if (!isOurs(event)) {
      host.report(`refused "${name}" from ${event.senderFrame?.url ?? 'a frame that is gone'}`);
      return refused({ number: unknownError, cause: 'This page may not ask for anything.' });
    }
    const parsed = app.calls[name].request.safeParse(body);
    if (!parsed.success) {
      // Which keys were wrong, never what they held.
      const where = z.prettifyError(parsed.error).slice(0, 1000);
      host.report(`"${name}" was asked for wrongly: ${where}`);
      return refused({
        number: 604,
        cause: 'The window asked for something that makes no sense.',
        evidence: where,
      });
    }
    try {
      // The schema of this very call has just accepted it.
      const value = await inTurn(event.sender, async () =>
        handlers[name](parsed.data as HeldRequest<C>, event.sender),
      );
      return { ok: true, value };
    } catch (error) {
      if (error instanceof DialFailure) return refused(error.error);
      host.report(`"${name}" failed`, error);
      return refused({
        number: unknownError,
        cause: rasError(unknownError).what,
        evidence: `a fault of this program: ${textOf(error).split('\n', 1)[0]?.slice(0, 200) ?? ''}`,
      });
    }
  };
  for (const name of callNames)
    host.ipcMain.handle(callChannel(name), (event, body: unknown) => answer(name, event, body));
}
