/** A terminal in an element, joined to an entry's line: what came before, what comes, and what is typed. */
import { FitAddon } from '@xterm/addon-fit';
import type { Terminal } from '@xterm/xterm';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { base64Bytes } from '../../base64.ts';
import { asDialError, call, on } from '../../bridge.ts';
import { lineTerminal } from './line-terminal.ts';
import { typedBytes, typedText } from './typed.ts';

export interface LineTerminal {
  readonly element: RefObject<HTMLDivElement | null>;
  readonly terminal: RefObject<Terminal | null>;
  /** "80 × 24" */
  readonly size: string;
  /** Why nothing comes, or why what was typed did not leave. */
  readonly failure: DialError | undefined;
}

/** What comes before the backlog has come is shown after it. */
function join(entry: string, terminal: Terminal, failed: (thrown: unknown) => void): () => void {
  let waiting: string[] | undefined = [];
  let left = false;
  const write = (data: string): void => {
    const bytes = base64Bytes(data);
    if (bytes !== undefined) terminal.write(bytes);
  };
  const stop = on('terminal', (event) => {
    if (event.entry !== entry) return;
    if (waiting === undefined) write(event.data);
    else waiting.push(event.data);
  });
  call('terminalOpen', { entry }).then(({ backlog }) => {
    if (left) return;
    for (const data of [...backlog, ...(waiting ?? [])]) write(data);
    waiting = undefined;
  }, failed);
  return () => {
    left = true;
    stop();
  };
}

export function useTerminal(entry: string, isOwnKey: (event: KeyboardEvent) => boolean): LineTerminal {
  const element = useRef<HTMLDivElement>(null);
  const held = useRef<Terminal>(null);
  const ownKey = useRef(isOwnKey);
  const [size, setSize] = useState('');
  const [failure, setFailure] = useState<DialError>();
  useEffect(() => {
    ownKey.current = isOwnKey;
  });

  useEffect(() => {
    const parent = element.current;
    if (parent === null) return undefined;
    const terminal = lineTerminal();
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(parent);
    terminal.attachCustomKeyEventHandler((event) => !ownKey.current(event));
    terminal.textarea?.setAttribute('aria-label', 'Terminal input; F6 leaves it');
    held.current = terminal;
    const failed = (thrown: unknown): void => setFailure(asDialError(thrown));
    const send = (pieces: readonly string[]): void => {
      for (const data of pieces) call('terminalWrite', { entry, data }).catch(failed);
    };
    terminal.onData((text) => send(typedText(text)));
    terminal.onBinary((text) => send(typedBytes(text)));
    terminal.onResize(({ cols, rows }) => setSize(`${cols} × ${rows}`));
    setSize(`${terminal.cols} × ${terminal.rows}`);
    const observer = new ResizeObserver(() => fit.fit());
    observer.observe(parent);
    const leave = join(entry, terminal, failed);
    terminal.focus();
    return () => {
      leave();
      observer.disconnect();
      terminal.dispose();
      held.current = null;
    };
  }, [entry]);

  return { element, terminal: held, size, failure };
}
