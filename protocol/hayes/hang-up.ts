/** Hangs up, by whatever works: DTR, or the escape sequence and ATH. Always ends within a few seconds. */
import type { Conversation } from './conversation.ts';
import { dtrDown, dtrSettle, escapeGuard, escapeLimit, hangUpLimit } from './timers.ts';

export interface Line {
  setDtr(on: boolean): boolean;
}

/** The modem may be in data state, in command state, or gone. `done` is told in words what worked. */
export function hangUp(conversation: Conversation, line: Line, done: (how: string) => void): void {
  if (!line.setDtr(false)) {
    escapeAndHangUp(conversation, done);
    return;
  }
  conversation.pause(dtrDown, () => {
    line.setDtr(true);
    conversation.pause(dtrSettle, () =>
      // A modem told to ignore DTR is still in data state and stays silent.
      conversation.ask('ATH', hangUpLimit, (answer) => {
        if (answer.kind === 'timeout') escapeAndHangUp(conversation, done);
        else done('DTR dropped');
      }),
    );
  });
}

function escapeAndHangUp(conversation: Conversation, done: (how: string) => void): void {
  escape(conversation, (escaped) => {
    // In command state `+++` begins a line that the next one only ends, which is an error; hence the second try.
    const ask = (tries: number) =>
      conversation.ask('ATH', hangUpLimit, (answer) => {
        if (answer.kind === 'error' && tries > 1) ask(tries - 1);
        else if (answer.kind !== 'timeout') done('ATH');
        else done(escaped ? 'no answer to ATH' : 'no answer from the modem');
      });
    ask(2);
  });
}

/** Guard time, `+++`, guard time: from data state to command state without losing the call. */
export function escape(conversation: Conversation, done: (answered: boolean) => void): void {
  conversation.pause(escapeGuard, () => {
    conversation.type('+++', '+++');
    conversation.listen(escapeGuard + escapeLimit, (answer) => {
      if (answer.kind === 'unknown' || answer.kind === 'information') return false;
      done(answer.kind !== 'timeout');
      return true;
    });
  });
}
