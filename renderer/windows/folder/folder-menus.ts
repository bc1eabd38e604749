/** The folder's menus: what can be done with the selected entry, and with the folder. */
import type { Settings } from '../../../contract/settings.ts';
import type { MenuItem } from '../../controls/index.ts';
import type { Arrange, EntryStatus } from './folder-model.ts';

export interface FolderActions {
  readonly connect: () => void;
  readonly status: () => void;
  readonly disconnect: () => void;
  readonly log: () => void;
  readonly copy: () => void;
  readonly askDelete: () => void;
  readonly rename: () => void;
  readonly properties: () => void;
  readonly close: () => void;
  readonly remember: () => void;
  readonly paste: () => void;
  readonly refresh: () => void;
  readonly makeNew: () => void;
  readonly newestLog: () => void;
  readonly dialing: () => void;
  readonly settings: () => void;
  readonly about: () => void;
  readonly changeFolder: (change: Partial<Settings['folder']>) => void;
}

export interface Situation {
  /** What is selected; undefined: no entry. */
  readonly status: EntryStatus | undefined;
  /** "Make New Connection" is. */
  readonly newSelected: boolean;
  readonly folder: Settings['folder'];
  /** The entry that Paste would copy. */
  readonly remembered: string | undefined;
}

const noEntry = 'Select a connection first.';

/** Disabled with a reason, or not at all. */
const unless = (reason: string | undefined): { disabled?: boolean; title?: string } =>
  reason === undefined ? {} : { disabled: true, title: reason };

const unlessUp = (status: EntryStatus | undefined) => {
  if (status === undefined) return unless(noEntry);
  return unless(status.connected ? 'It is connected already.' : undefined);
};

/** What can be done with the selected entry; in bold what a double-click on it does: the beginning of File, and the whole of its context menu. */
export function entryCommands(actions: FolderActions, { status }: Situation): MenuItem[] {
  const none = status === undefined ? noEntry : undefined;
  const up = status?.connected === true;
  const idle = none ?? (status?.active === true ? undefined : 'It is not connected.');
  const busy = none ?? (status?.active === true ? 'Disconnect it first.' : undefined);
  const notUp = none ?? (up ? undefined : 'It is not connected.');
  return [
    { label: 'C&onnect', default: !up, ...unlessUp(status), onSelect: actions.connect },
    { label: '&Status', default: up, ...unless(notUp), onSelect: actions.status },
    { label: 'D&isconnect', ...unless(idle), onSelect: actions.disconnect },
    'separator',
    { label: 'Create Cop&y', ...unless(none), onSelect: actions.copy },
    { label: '&Delete', shortcut: 'Del', ...unless(busy), onSelect: actions.askDelete },
    { label: 'Rena&me', shortcut: 'F2', ...unless(busy), onSelect: actions.rename },
    'separator',
    { label: 'P&roperties', shortcut: 'Alt+Enter', ...unless(none), onSelect: actions.properties },
  ];
}

const views = [
  ['icons', 'Lar&ge Icons'],
  ['list', '&List'],
  ['details', '&Details'],
] as const;

const arrangements: readonly (readonly [Arrange, string])[] = [
  ['name', 'by &Name'],
  ['number', 'by &Phone Number'],
  ['device', 'by &Device Name'],
  ['status', 'by &Status'],
];

function viewCommands(actions: FolderActions, { folder }: Situation): MenuItem[] {
  return [
    ...views.map(([view, label]) => ({
      label,
      radio: true,
      checked: folder.view === view,
      onSelect: () => actions.changeFolder({ view }),
    })),
    'separator',
    {
      label: 'Arrange &Icons',
      items: arrangements.map(([arrange, label]) => ({
        label,
        radio: true,
        checked: folder.arrange === arrange,
        onSelect: () => actions.changeFolder({ arrange, descending: false }),
      })),
    },
  ];
}

/** The context menu: of an entry, of Make New Connection, or of the ground. */
export function contextCommands(actions: FolderActions, situation: Situation): MenuItem[] {
  if (situation.status !== undefined) return entryCommands(actions, situation);
  const makeNew: MenuItem = {
    label: 'Make &New Connection...',
    default: situation.newSelected,
    onSelect: actions.makeNew,
  };
  if (situation.newSelected) return [makeNew];
  return [
    ...viewCommands(actions, situation),
    { label: 'R&efresh', shortcut: 'F5', onSelect: actions.refresh },
    'separator',
    { label: '&Paste', shortcut: 'Ctrl+V', ...unlessRemembered(situation), onSelect: actions.paste },
    makeNew,
  ];
}

const unlessRemembered = ({ remembered }: Situation) =>
  unless(remembered === undefined ? 'Copy a connection first.' : undefined);

export function folderMenus(
  actions: FolderActions,
  situation: Situation,
): { label: string; items: MenuItem[] }[] {
  const { folder, status } = situation;
  const none = status === undefined ? noEntry : undefined;
  return [
    {
      label: '&File',
      items: [
        ...entryCommands(actions, situation),
        'separator',
        { label: '&Log...', ...unless(none), onSelect: actions.log },
        'separator',
        { label: '&Close', onSelect: actions.close },
      ],
    },
    {
      label: '&Edit',
      items: [
        { label: '&Copy', shortcut: 'Ctrl+C', ...unless(none), onSelect: actions.remember },
        { label: '&Paste', shortcut: 'Ctrl+V', ...unlessRemembered(situation), onSelect: actions.paste },
      ],
    },
    {
      label: '&View',
      items: [
        {
          label: 'Status &Bar',
          checked: folder.statusBar,
          onSelect: () => actions.changeFolder({ statusBar: !folder.statusBar }),
        },
        'separator',
        ...viewCommands(actions, situation),
        'separator',
        { label: 'R&efresh', shortcut: 'F5', onSelect: actions.refresh },
      ],
    },
    {
      label: '&Connections',
      items: [
        {
          label: '&Connect...',
          default: status?.connected !== true,
          ...unlessUp(status),
          onSelect: actions.connect,
        },
        { label: '&Make New Connection...', onSelect: actions.makeNew },
        'separator',
        { label: 'Connection &Log...', onSelect: actions.newestLog },
        { label: '&Dialing Properties...', onSelect: actions.dialing },
        'separator',
        { label: '&Settings...', onSelect: actions.settings },
      ],
    },
    { label: '&Help', items: [{ label: '&About Dial-Up Networking', onSelect: actions.about }] },
  ];
}
