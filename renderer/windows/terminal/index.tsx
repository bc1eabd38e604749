/** The terminal window before or after dialling: the user talks to the other end himself, then lets the call go on. */
import '@xterm/xterm/css/xterm.css';
import './terminal.css';
import { useEffect, useRef, useState } from 'react';
import { interactiveDetail } from '../../../contract/dial-state.ts';
import { describeError } from '../../../contract/dial-error.ts';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call } from '../../bridge.ts';
import { answerCopies, copyCommand } from '../../clipboard.ts';
import { Button, ButtonRow, ContextMenu, StatusBar, useTitle } from '../../controls/index.ts';
import { connectionOf, useApp } from '../../store/index.ts';
import { terminalKey } from './keys.ts';
import { useTerminal } from './use-terminal.ts';

/** One sentence for those who have never seen such a window. */
const beforeDialling =
  'This is your modem: type its commands here if you need any, then choose Continue to dial.';
const script =
  'The script of this connection is logging on; you can watch it here, and type where it lets you.';
const afterDialling = 'Log on here; when the other end starts PPP, choose Continue.';

/** Who has the line decides what there is to do. */
function help(detail: string | undefined): string {
  if (detail === interactiveDetail.before) return beforeDialling;
  return detail === interactiveDetail.script ? script : afterDialling;
}

const pasteReason = 'Press Ctrl+Shift+V: a window may read the clipboard only when you paste by key.';

export default function TerminalWindow({ entry = '' }: { readonly entry?: string }) {
  const state = useApp((page) => connectionOf(entry)(page)?.state);
  const detail = useApp((page) => connectionOf(entry)(page)?.detail);
  const [menu, setMenu] = useState<{ at: { x: number; y: number }; byKey: boolean; selected: boolean }>();
  const [problem, setProblem] = useState<DialError>();
  const proceed = useRef<HTMLButtonElement>(null);
  useTitle(`Terminal – ${entry}`);

  const failed = (thrown: unknown): void => setProblem(asDialError(thrown));
  const onContinue = (): void => void call('terminalDone', { entry }).catch(failed);
  const onCancel = (): void => void call('hangup', { entry }).catch(failed);

  const openMenu = (at: { x: number; y: number }, byKey: boolean): void =>
    setMenu({ at, byKey, selected: terminal.current?.hasSelection() === true });

  /** xterm leaves these keys alone; what they do is done when they reach the window. */
  const { element, terminal, size, failure } = useTerminal(
    entry,
    (event) => terminalKey(event) !== undefined,
  );

  useEffect(
    () =>
      answerCopies(() =>
        terminal.current?.hasSelection() === true ? terminal.current.getSelection() : undefined,
      ),
    [terminal],
  );

  // The call went on, or ended: there is nobody left to talk to.
  const over = state !== 'interactive';
  useEffect(() => {
    if (over) call('closeWindow', {}).catch((thrown: unknown) => setProblem(asDialError(thrown)));
  }, [over]);

  const shown = problem ?? failure;
  return (
    <main
      className="terminal-window"
      aria-label={`Terminal of ${entry}`}
      onKeyDown={(event) => {
        const key = terminalKey(event);
        // Pasting is the browser's own: it raises the event that the terminal answers.
        if (key === undefined || key === 'paste' || menu !== undefined) return;
        event.preventDefault();
        if (key === 'continue') onContinue();
        else if (key === 'cancel') onCancel();
        else if (key === 'copy') copyCommand();
        else if (key === 'menu') openMenu({ x: 24, y: 48 }, true);
        else if (element.current?.contains(document.activeElement) === true) proceed.current?.focus();
        else terminal.current?.focus();
      }}
    >
      <p className="terminal-help">{help(detail)}</p>
      {shown !== undefined && (
        <pre className="terminal-failure selectable" role="alert">
          {describeError(shown)}
        </pre>
      )}
      <div
        className="terminal-frame"
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu({ x: event.clientX, y: event.clientY }, false);
        }}
      >
        <div className="terminal-screen" ref={element} />
      </div>
      <ButtonRow>
        <Button default ref={proceed} onClick={onContinue} title="Lets the call go on">
          Continue (F7)
        </Button>
        <Button onClick={onCancel} title="Hangs up">
          Cancel (F3)
        </Button>
      </ButtonRow>
      <StatusBar fields={[entry, size, 'F6: to the buttons and back']} />
      {menu !== undefined && (
        <ContextMenu
          label="Terminal"
          at={menu.at}
          byKey={menu.byKey}
          onClose={() => setMenu(undefined)}
          items={[
            {
              label: '&Copy',
              shortcut: 'Ctrl+Shift+C',
              onSelect: copyCommand,
              ...(menu.selected ? {} : { disabled: true, title: 'Nothing is selected.' }),
            },
            {
              label: '&Paste',
              shortcut: 'Ctrl+Shift+V',
              disabled: true,
              title: pasteReason,
              onSelect: () => undefined,
            },
            'separator',
            { label: 'Select &All', onSelect: () => terminal.current?.selectAll() },
          ]}
        />
      )}
    </main>
  );
}
