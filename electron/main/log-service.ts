/** The calls' logs: fed with what the helper tells, read by the viewer, saved where the user says. */
import type { WebContents } from 'electron';
import { failure } from '../../client/index.ts';
import type { CallResponse, HeldRequest, LogCall } from '../../contract/app.ts';

export interface LogServiceHost {
  report(what: string, error?: unknown): void;
}

export class LogService {
  readonly #host: LogServiceHost;
  constructor(host: LogServiceHost) {
    this.#host = host;
  }
  calls(): Promise<LogCall[]> {
    this.#host.report('logs are asked for');
    return Promise.resolve([]);
  }
  lines(log: string, _from: number, _count: number): Promise<CallResponse<'logLines'>> {
    return Promise.reject(failure(604, `There is no log "${log}".`));
  }
  saveText(
    _page: WebContents,
    log: string,
    _style: HeldRequest<'saveLogText'>['style'],
    _filter: HeldRequest<'saveLogText'>['filter'],
  ): Promise<{ path?: string }> {
    return Promise.reject(failure(604, `There is no log "${log}".`));
  }
  saveCapture(_page: WebContents, log: string): Promise<{ path?: string }> {
    return Promise.reject(failure(604, `There is no log "${log}".`));
  }
  delete(log: string): Promise<void> {
    return Promise.reject(failure(604, `There is no log "${log}".`));
  }
}
