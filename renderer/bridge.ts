/** The way out of the page: `window.dialup` with failures thrown as what they are. */
import type {
  AppEvent,
  AppEventName,
  CallName,
  CallRequest,
  CallResponse,
  DialupBridge,
} from '../contract/app.ts';
import { DialFailure } from '../contract/dial-error.ts';
import type { DialError } from '../contract/dial-error.ts';

declare global {
  interface Window {
    readonly dialup: DialupBridge;
  }
}

/** Asks the main process; a refusal or failure is thrown as a DialFailure. */
export async function call<C extends CallName>(name: C, request: CallRequest<C>): Promise<CallResponse<C>> {
  const answer = await window.dialup.call(name, request);
  if (!answer.ok) throw new DialFailure(answer.error);
  return answer.value;
}

/** Hears every such event until the function it returns is called. */
export function on<E extends AppEventName>(name: E, listener: (event: AppEvent<E>) => void): () => void {
  return window.dialup.on(name, listener);
}

/** Whatever was thrown, as an error that can be shown: what is not a DialFailure is a fault of ours (604 says so). */
export function asDialError(thrown: unknown): DialError {
  if (thrown instanceof DialFailure) return thrown.error;
  return { number: 604, cause: thrown instanceof Error ? thrown.message : String(thrown) };
}
