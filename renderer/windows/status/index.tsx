/** Status of one connection, for as long as it lasts, and how it ended. */
import { useEffect, useRef, useState } from 'react';
import type { ConnectionStatus } from '../../../contract/status.ts';
import type { WindowProps } from '../../page.tsx';
import { chainNames, legViews } from '../../store/dial-view.ts';
import { connectionOf, dialOf, useApp } from '../../store/index.ts';
import { Connected } from './Connected.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { Ended } from './Ended.tsx';
import './status.css';

export default function Status({ entry = '' }: WindowProps) {
  const phonebook = useApp((state) => state.phonebook);
  const connections = useApp((state) => state.connections);
  const dials = useApp((state) => state.dials);
  const counters = useApp((state) => state.counters[entry])?.counters;
  const slices = { phonebook, connections, dials };
  const status = connectionOf(entry)(slices);
  const [leaving, setLeaving] = useState(false);
  const last = useRef<ConnectionStatus>(undefined);
  useEffect(() => {
    if (status !== undefined) last.current = counters === undefined ? status : { ...status, counters };
  }, [status, counters]);

  if (status === undefined && leaving) return null;
  if (status === undefined)
    return <Ended entry={entry} last={last.current} error={dialOf(entry)(slices)?.error} />;
  const leg = legViews(slices, entry).at(-1);
  if (status.state !== 'connected' && leg !== undefined) return <Elsewhere leg={leg} />;
  const beneath =
    status.beneath === undefined
      ? []
      : chainNames(slices, status.beneath).filter((name) => connectionOf(name)(slices) !== undefined);
  return <Connected status={status} beneath={beneath} onLeave={setLeaving} />;
}
