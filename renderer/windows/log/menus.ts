/** The viewer's menus: every command once, in the menu bar; the context menus are made of the same. */
import type { LogFilter } from '../../../contract/log-filter.ts';
import { legs } from '../../../contract/dial-state.ts';
import { logLayers } from '../../../contract/log.ts';
import type { MenuItem } from '../../controls/index.ts';
import {
  layerMeanings,
  layerNames,
  layerShown,
  legNames,
  legShown,
  withLayerToggled,
  withLegToggled,
} from './filter-choice.ts';

export interface LogCommands {
  readonly saveText: (style: 'plain' | 'modemlog' | 'ppplog') => void;
  readonly saveCapture: () => void;
  readonly remove: () => void;
  readonly close: () => void;
  readonly copy: () => void;
  readonly selectAll: () => void;
  readonly find: () => void;
  readonly findNext: (direction: 1 | -1) => void;
  readonly setFilter: (filter: LogFilter) => void;
  readonly setFollow: (follow: boolean) => void;
  readonly setPaused: (paused: boolean) => void;
  readonly setDetail: (shown: boolean) => void;
}

/** What the menus need to know. */
export interface LogSituation {
  /** A call is shown. */
  readonly open: boolean;
  readonly live: boolean;
  readonly selected: boolean;
  readonly found: boolean;
  readonly filter: LogFilter;
  readonly follow: boolean;
  readonly paused: boolean;
  readonly detail: boolean;
}

const unless = (fine: boolean, why: string) => (fine ? {} : { disabled: true, title: why });

const noCall = 'No call is shown.';

export function saveItems(commands: LogCommands, { open }: LogSituation): MenuItem[] {
  const any = unless(open, noCall);
  return [
    { label: 'Save as &Text...', shortcut: 'Ctrl+S', onSelect: () => commands.saveText('plain'), ...any },
    { label: 'Save as &Modem Log...', onSelect: () => commands.saveText('modemlog'), ...any },
    { label: 'Save as &PPP Log...', onSelect: () => commands.saveText('ppplog'), ...any },
    { label: 'Save &Capture (pcapng)...', onSelect: commands.saveCapture, ...any },
  ];
}

export function deleteItem(commands: LogCommands, { open, live }: LogSituation): MenuItem {
  const why = open ? 'The call is still going on.' : noCall;
  return {
    label: '&Delete Log...',
    shortcut: 'Del',
    onSelect: commands.remove,
    ...unless(open && !live, why),
  };
}

export function editItems(commands: LogCommands, { open, selected }: LogSituation): MenuItem[] {
  return [
    {
      label: '&Copy',
      shortcut: 'Ctrl+C',
      onSelect: commands.copy,
      ...unless(selected, 'No line is selected.'),
    },
    { label: 'Select &All', shortcut: 'Ctrl+A', onSelect: commands.selectAll, ...unless(open, noCall) },
  ];
}

function viewItems(commands: LogCommands, situation: LogSituation): MenuItem[] {
  const { filter, follow, paused, detail } = situation;
  return [
    {
      label: '&Legs',
      items: legs.map((leg) => ({
        label: legNames[leg],
        checked: legShown(filter, leg),
        onSelect: () => commands.setFilter(withLegToggled(filter, leg)),
      })),
    },
    {
      label: 'La&yers',
      items: logLayers.map((layer) => ({
        label: layerNames[layer],
        title: layerMeanings[layer],
        checked: layerShown(filter, layer),
        onSelect: () => commands.setFilter(withLayerToggled(filter, layer)),
      })),
    },
    {
      label: '&Everything',
      onSelect: () => commands.setFilter({}),
      ...unless(filter.legs !== undefined || filter.layers !== undefined, 'Nothing is hidden.'),
    },
    'separator',
    { label: '&Follow', checked: follow, onSelect: () => commands.setFollow(!follow) },
    { label: '&Pause', checked: paused, onSelect: () => commands.setPaused(!paused) },
    'separator',
    { label: 'Frame &Details', checked: detail, onSelect: () => commands.setDetail(!detail) },
  ];
}

export function menusOf(commands: LogCommands, situation: LogSituation) {
  const none = unless(situation.found, 'No line holds what is looked for.');
  return [
    {
      label: '&File',
      items: [
        ...saveItems(commands, situation),
        'separator' as const,
        deleteItem(commands, situation),
        'separator' as const,
        { label: '&Close', onSelect: commands.close },
      ],
    },
    {
      label: '&Edit',
      items: [
        ...editItems(commands, situation),
        'separator' as const,
        { label: '&Find...', shortcut: 'Ctrl+F', onSelect: commands.find },
        { label: 'Find &Next', shortcut: 'F3', onSelect: () => commands.findNext(1), ...none },
        { label: 'Find &Previous', shortcut: 'Shift+F3', onSelect: () => commands.findNext(-1), ...none },
      ],
    },
    { label: '&View', items: viewItems(commands, situation) },
  ];
}
