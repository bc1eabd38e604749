/** The connection log: the calls, the lines of one of them, and what each line is about. */
import './log.css';
import { useEffect, useRef, useState } from 'react';
import type { LogCall } from '../../../contract/app.ts';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call } from '../../bridge.ts';
import { answerCopies, copyCommand } from '../../clipboard.ts';
import { ContextMenu, MenuBar, Splitter, StatusBar, useTitle } from '../../controls/index.ts';
import { DeleteBox, FailureBox, FailureLine } from './Boxes.tsx';
import { CallList } from './CallList.tsx';
import { isLive, shownCall } from './calls.ts';
import { selectedText } from './copy.ts';
import { FindBar } from './FindBar.tsx';
import { FrameDetail } from './FrameDetail.tsx';
import { keyCommand } from './keys.ts';
import { LineList } from './LineList.tsx';
import { lineAt } from './lines.ts';
import type { LogCommands, LogSituation } from './menus.ts';
import { deleteItem, editItems, menusOf, saveItems } from './menus.ts';
import { linesWords, selectionWords } from './status-words.ts';
import { Toolbar } from './Toolbar.tsx';
import { useCalls } from './use-calls.ts';
import { useLog } from './use-log.ts';

interface OpenMenu {
  readonly of: 'calls' | 'lines';
  readonly at: { readonly x: number; readonly y: number };
  readonly byKey: boolean;
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Text that the user has marked himself, in the detail pane. */
const hasOwnSelection = (): boolean => getSelection()?.isCollapsed === false;

export default function LogWindow({ log: wanted }: { readonly log?: string }) {
  const { calls, failure: listFailure, reload } = useCalls();
  const [chosen, setChosen] = useState(wanted);
  const shown = shownCall(calls ?? [], chosen);
  const live = shown !== undefined && isLive(shown);
  const { model, dispatch, failure, retry } = useLog(shown?.log, live);
  const [detail, setDetail] = useState(true);
  const [detailHeight, setDetailHeight] = useState(160);
  const [menu, setMenu] = useState<OpenMenu>();
  const [deleting, setDeleting] = useState<LogCall>();
  const [problem, setProblem] = useState<DialError>();
  const [note, setNote] = useState('');
  const findField = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useTitle(shown === undefined ? 'Connection Log' : `Connection Log – ${shown.entry}`);

  // The newest stays the one that is shown when a newer one begins.
  const first = shown?.log;
  if (chosen === undefined && first !== undefined) setChosen(first);

  const saved = ({ path }: { readonly path?: string | undefined }): void => {
    if (path !== undefined) setNote(`Saved as ${path}`);
  };
  const failed = (thrown: unknown): void => setProblem(asDialError(thrown));
  const commands: LogCommands = {
    saveText: (style) => {
      if (shown !== undefined)
        call('saveLogText', { log: shown.log, style, filter: model.filter }).then(saved, failed);
    },
    saveCapture: () => {
      if (shown !== undefined) call('saveLogCapture', { log: shown.log }).then(saved, failed);
    },
    remove: () => {
      if (shown !== undefined && !live) setDeleting(shown);
    },
    close: () => void call('closeWindow', {}).catch(failed),
    copy: copyCommand,
    selectAll: () => dispatch({ type: 'selectedAll' }),
    find: () => {
      findField.current?.focus();
      findField.current?.select();
    },
    findNext: (direction) => dispatch({ type: 'foundNext', direction }),
    setFilter: (filter) => dispatch({ type: 'filtered', filter }),
    setFollow: (follow) => dispatch({ type: 'followed', follow }),
    setPaused: (paused) => dispatch({ type: 'paused', paused }),
    setDetail,
  };
  const situation: LogSituation = {
    open: shown !== undefined,
    live,
    selected: model.selection !== undefined,
    found: model.matches.length > 0,
    filter: model.filter,
    follow: model.follow,
    paused: model.paused,
    detail,
  };

  useEffect(
    () =>
      answerCopies((target) => {
        if (isField(target) || hasOwnSelection()) return undefined;
        return selectedText(model);
      }),
    [model],
  );

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = keyCommand(event, isField(event.target), commands, situation);
      if (command === undefined || event.defaultPrevented) return;
      event.preventDefault();
      command();
    };
    // Wherever the focus is, also when it is nowhere.
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  const focusRow = model.selection?.focus;
  const lines = (
    <LineList
      key={shown?.log ?? ''}
      model={model}
      dispatch={dispatch}
      label="Lines of the log"
      ref={list}
      onContextMenu={(at, byKey) => setMenu({ of: 'lines', at, byKey })}
    />
  );
  const shownFailure = failure ?? listFailure;
  return (
    <main className="log-window" aria-label="Connection log">
      <h1 className="visually-hidden">Connection log</h1>
      <MenuBar menus={menusOf(commands, situation)} />
      <div
        className="log-calls"
        onKeyDown={(event) => {
          if (event.key === 'Delete') commands.remove();
        }}
      >
        <CallList
          calls={calls ?? []}
          shown={shown?.log}
          lines={model.total}
          onShow={setChosen}
          onOpen={() => list.current?.focus()}
          onContextMenu={(at, byKey) => setMenu({ of: 'calls', at, byKey })}
        />
        {calls?.length === 0 && (
          <p className="log-none">
            No call has been logged yet. Every call you make is written down here while it happens.
          </p>
        )}
      </div>
      <Toolbar
        filter={model.filter}
        follow={model.follow}
        paused={model.paused}
        onFilter={commands.setFilter}
        onFollow={commands.setFollow}
        onPause={commands.setPaused}
      >
        <FindBar
          model={model}
          field={findField}
          onSought={(text) => dispatch({ type: 'sought', text })}
          onNext={commands.findNext}
          onLeave={() => list.current?.focus()}
        />
      </Toolbar>
      {shownFailure !== undefined && (
        <FailureLine
          error={shownFailure}
          onRetry={() => {
            reload();
            retry();
          }}
        />
      )}
      <div className="log-main">
        {detail ? (
          <Splitter
            label="Between lines and details"
            direction="rows"
            size={detailHeight}
            onSize={setDetailHeight}
          >
            {lines}
            <FrameDetail line={focusRow === undefined ? undefined : lineAt(model.lines, focusRow)} />
          </Splitter>
        ) : (
          lines
        )}
      </div>
      <StatusBar fields={[linesWords(model), selectionWords(model), note]} />
      {menu !== undefined && (
        <ContextMenu
          label={menu.of === 'calls' ? 'Call' : 'Lines'}
          items={
            menu.of === 'lines'
              ? editItems(commands, situation)
              : [...saveItems(commands, situation), 'separator', deleteItem(commands, situation)]
          }
          at={menu.at}
          byKey={menu.byKey}
          onClose={() => setMenu(undefined)}
        />
      )}
      {deleting !== undefined && (
        <DeleteBox
          call={deleting}
          onAnswer={(yes) => {
            setDeleting(undefined);
            if (yes) call('deleteLog', { log: deleting.log }).then(reload, failed);
          }}
        />
      )}
      {problem !== undefined && <FailureBox error={problem} onClose={() => setProblem(undefined)} />}
    </main>
  );
}
