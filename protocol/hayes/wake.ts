/** Gets a modem's attention, whatever state an earlier call or program left it in. */
import type { Failure } from '../failure.ts';
import type { Conversation } from './conversation.ts';
import { notAwake } from './dial-failures.ts';
import { escape } from './hang-up.ts';
import { commandGap, settle, wakeLimit } from './timers.ts';

export interface Waking {
  awake(): void;
  failed(failure: Failure): void;
  log(text: string): void;
}

/**
 * A first AT lets the modem find our speed. Without answer it may be quiet (Q1), or in data state from an earlier
 * call, where only the escape sequence reaches it.
 */
export function wake(conversation: Conversation, timeout: number, waking: Waking): void {
  const first = Math.min(timeout, wakeLimit);
  const settled = () => conversation.pause(settle, () => waking.awake());
  conversation.ask('AT', first, (answer) => {
    if (answer.kind === 'ok') {
      conversation.pause(commandGap, () => waking.awake());
      return;
    }
    conversation.ask('ATQ0V1', first, (second) => {
      if (second.kind === 'ok') {
        settled();
        return;
      }
      waking.log('no OK from the modem; it may be in data state');
      escape(conversation, () =>
        // An escape in command state is the beginning of a bad line; this ends it.
        conversation.ask('ATQ0V1H', timeout, (third) => {
          if (third.kind === 'ok') settled();
          else
            conversation.ask('ATQ0V1', timeout, (last) => {
              if (last.kind === 'ok') settled();
              else waking.failed(notAwake(last, (text) => conversation.mask(text)));
            });
        }),
      );
    });
  });
}
