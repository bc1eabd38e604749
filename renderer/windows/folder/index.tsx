/** The Dial-Up Networking folder: Make New Connection, one icon an entry, and the menus of both. */
import './folder.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Settings } from '../../../contract/settings.ts';
import { call } from '../../bridge.ts';
import {
  ContextMenu,
  ListView,
  MenuBar,
  MessageBox,
  StatusBar,
  useTitle,
  useWindowFrame,
} from '../../controls/index.ts';
import { appNow, entryView, refreshStore, useApp } from '../../store/index.ts';
import { startConnecting } from '../../store/start-connecting.ts';
import { BusyBox, DeleteBox, FailureBox } from './Boxes.tsx';
import { keyCommand } from './folder-keys.ts';
import { contextCommands, folderMenus } from './folder-menus.ts';
import type { FolderActions, Situation } from './folder-menus.ts';
import {
  columns,
  dependents,
  entryStatus,
  folderItems,
  nameProblem,
  newConnection,
  sortedBy,
  statusFields,
} from './folder-model.ts';
import type { Arrange } from './folder-model.ts';
import { Notices } from './Notices.tsx';
import { useFailure } from './use-failure.ts';

type Box =
  | { readonly kind: 'delete' | 'busy'; readonly name: string }
  | { readonly kind: 'name'; readonly problem: string; readonly name: string };

/** The wizard opens by itself where there is nothing to dial yet: once, when the window opens. */
function useFirstConnection(attempt: (work: () => Promise<unknown>) => void): void {
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    const { phonebook } = appNow();
    if (phonebook.entries.length === 0 && phonebook.problem === undefined)
      attempt(() => call('openWindow', { kind: 'wizard' }));
  }, [attempt]);
}

export default function FolderWindow() {
  const phonebook = useApp((state) => state.phonebook);
  const connections = useApp((state) => state.connections);
  const dials = useApp((state) => state.dials);
  const settings = useApp((state) => state.settings);
  const helper = useApp((state) => state.environment.helper);
  const frame = useWindowFrame();
  const { failure, attempt, dismiss } = useFailure();
  const [selected, setSelected] = useState<string>();
  const [renaming, setRenaming] = useState<string>();
  const [box, setBox] = useState<Box>();
  const [menu, setMenu] = useState<{ at: { x: number; y: number }; byKey: boolean }>();
  const [remembered, setRemembered] = useState<string>();
  useTitle('Dial-Up Networking');
  useFirstConnection(attempt);

  const { folder } = settings;
  const items = useMemo(
    () => folderItems({ phonebook, connections, dials }, folder),
    [phonebook, connections, dials, folder],
  );
  const known = (name: string | undefined) =>
    phonebook.entries.some(({ entry }) => entry.name === name) ? name : undefined;
  const name = known(selected);
  const status = name === undefined ? undefined : entryStatus({ connections, dials }, name);

  /** Does something with the selected entry, if there is one. */
  const withEntry = (work: (name: string) => Promise<unknown>) => () => {
    if (name !== undefined) attempt(() => work(name));
  };
  const changeFolder = (change: Partial<Settings['folder']>): void => {
    const held = appNow().settings;
    attempt(() => call('saveSettings', { ...held, folder: { ...held.folder, ...change } }));
  };
  const copyOf = async (entry: string): Promise<void> => {
    const copy = await call('copyEntry', { entry });
    setSelected(copy.name);
  };
  const rename = async (from: string, typed: string | undefined): Promise<void> => {
    setRenaming(undefined);
    const wanted = typed?.trim() ?? from;
    const view = entryView(from)(appNow());
    if (wanted === from || view === undefined) return;
    const problem = nameProblem(appNow().phonebook.entries, wanted);
    if (problem !== undefined) {
      setBox({ kind: 'name', name: from, problem });
      return;
    }
    await call('saveEntry', { entry: { ...view.entry, name: wanted }, replaces: from });
    setSelected(wanted);
  };

  const actions: FolderActions = {
    connect: withEntry(startConnecting),
    status: withEntry((entry) => call('openWindow', { kind: 'status', entry })),
    disconnect: withEntry((entry) => call('hangup', { entry })),
    log: withEntry(async (entry) => {
      const { calls } = await call('logCalls', {});
      const newest = calls
        .filter((logged) => logged.entry === entry)
        .sort((a, b) => b.startedAt - a.startedAt)[0];
      await call('openWindow', { kind: 'log', ...(newest && { log: newest.log }) });
    }),
    copy: withEntry(copyOf),
    askDelete: () => {
      if (name !== undefined) setBox({ kind: status?.active === true ? 'busy' : 'delete', name });
    },
    rename: () => {
      if (name === undefined) return;
      // The menu says so beforehand; a key has to be told.
      if (status?.active === true) setBox({ kind: 'busy', name });
      else setRenaming(name);
    },
    properties: withEntry((entry) => call('openWindow', { kind: 'properties', entry })),
    close: frame.close,
    remember: () => {
      if (name !== undefined) setRemembered(name);
    },
    paste: () => {
      const source = known(remembered);
      if (source !== undefined) attempt(() => copyOf(source));
    },
    refresh: () => attempt(refreshStore),
    makeNew: () => attempt(() => call('openWindow', { kind: 'wizard' })),
    newestLog: () => attempt(() => call('openWindow', { kind: 'log' })),
    dialing: () => attempt(() => call('openWindow', { kind: 'dialing' })),
    settings: () => attempt(() => call('openWindow', { kind: 'settings' })),
    about: () => attempt(() => call('openWindow', { kind: 'about' })),
    changeFolder,
  };
  const situation: Situation = {
    status,
    newSelected: selected === newConnection,
    folder,
    remembered: known(remembered),
  };

  const activate = (key: string): void => {
    if (key === newConnection) actions.makeNew();
    else attempt(() => startConnecting(key));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return;
    const command = keyCommand(event);
    if (command === undefined) return;
    event.preventDefault();
    actions[command]();
  };
  return (
    <main className="folder" onKeyDown={onKeyDown}>
      <MenuBar menus={folderMenus(actions, situation)} />
      <Notices
        phonebook={phonebook}
        helper={helper}
        onTryAgain={() => attempt(() => call('startHelper', {}))}
      />
      <ListView
        label="Connections"
        items={items}
        view={folder.view}
        columns={columns}
        selected={items.some(({ key }) => key === selected) ? selected : undefined}
        onSelect={setSelected}
        onActivate={activate}
        renaming={renaming}
        onRenamed={(key, typed) => attempt(() => rename(key, typed))}
        onContextMenu={(_key, at, byKey) => setMenu({ at, byKey })}
        sort={{ column: folder.arrange, descending: folder.descending }}
        onSort={(column) => changeFolder(sortedBy(folder, column as Arrange))}
        autoFocus
      />
      {folder.statusBar && <StatusBar fields={statusFields(items, selected)} />}
      {menu !== undefined && (
        <ContextMenu
          label="Connection"
          items={contextCommands(actions, situation)}
          {...menu}
          onClose={() => setMenu(undefined)}
        />
      )}
      {box?.kind === 'delete' && (
        <DeleteBox
          name={box.name}
          dependents={dependents(phonebook.entries, box.name)}
          onYes={() => {
            setBox(undefined);
            attempt(() => call('deleteEntry', { entry: box.name }));
          }}
          onNo={() => setBox(undefined)}
        />
      )}
      {box?.kind === 'busy' && <BusyBox name={box.name} onClose={() => setBox(undefined)} />}
      {box?.kind === 'name' && (
        <MessageBox
          icon="error"
          title="Rename"
          buttons={[
            {
              label: 'OK',
              default: true,
              onClick: () => {
                setBox(undefined);
                setRenaming(known(box.name));
              },
            },
          ]}
        >
          <p>{box.problem}</p>
        </MessageBox>
      )}
      {failure !== undefined && <FailureBox error={failure} onClose={dismiss} />}
    </main>
  );
}
