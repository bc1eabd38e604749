/** Scripting: the text of a dial-up script, checked while it is written; it travels with the entry, not as a file. */
import { useId } from 'react';
import { parseScript } from '../../../protocol/scp/parse.ts';
import { Button, GroupBox } from '../../controls/index.ts';
import { edited, problemAt, typed } from '../../store/draft-entry.ts';
import { WarningNote } from './error-note.tsx';
import type { PageProps } from './page-props.ts';

/** What to begin with: the two questions that most terminal servers ask. */
const template = `proc main
  waitfor "ogin:"
  transmit $USERID
  transmit "^M"
  waitfor "assword:"
  transmit $PASSWORD
  transmit "^M"
endproc
`;

export function ScriptingPage({ original, draft, problems, onDraft }: PageProps) {
  const id = useId();
  const problemId = useId();
  const text = draft.script?.text ?? '';
  const tunnel = draft.device.kind === 'pptp';
  const problem = scriptProblem(text) ?? problemAt(problems, 'script', 'The script');
  const write = (written: string) =>
    onDraft(edited(original, draft, 'script', typed(written) === undefined ? undefined : { text: written }));
  const reason = tunnel
    ? 'A tunnel has no line to talk to: there is nothing to script.'
    : text === ''
      ? undefined
      : 'There is a script already.';
  return (
    <>
      <GroupBox legend="Script">
        <div className="field stacked">
          <label htmlFor={id}>Commands to log on with, after dialing and before PPP begins:</label>
          <textarea
            id={id}
            className="script"
            rows={10}
            spellCheck={false}
            value={text}
            disabled={tunnel && text === ''}
            aria-invalid={problem !== undefined}
            aria-describedby={problemId}
            onChange={(event) => write(event.currentTarget.value)}
          />
          <span id={problemId} role="status" className={problem === undefined ? undefined : 'field-problem'}>
            {problem ?? (text === '' ? 'No script is run.' : 'The script is in order.')}
          </span>
        </div>
      </GroupBox>
      {text !== '' && draft.terminal === 'after' && (
        <WarningNote>
          The terminal window after dialing is for logging on by hand: the script is not run (General,
          Configure).
        </WarningNote>
      )}
      <div className="end">
        <Button onClick={() => write(template)} disabled={reason !== undefined} title={reason}>
          &Insert Example
        </Button>
        <Button onClick={() => write('')} disabled={text === ''}>
          &Remove
        </Button>
      </div>
    </>
  );
}

/** The first place where the script is wrong. */
function scriptProblem(text: string): string | undefined {
  if (text === '') return undefined;
  const parsed = parseScript(text);
  if (!('error' in parsed)) return undefined;
  const { line, column, message } = parsed.error;
  return `Line ${line}, column ${column}: ${message}`;
}
