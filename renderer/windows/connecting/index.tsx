/** Connecting: whatever the state says of this call, from the first port to the end; closes when there is nothing left to say. */
import { useMemo } from 'react';
import { Dialog, MessageBox, useWindowFrame } from '../../controls/index.ts';
import type { WindowProps } from '../../page.tsx';
import { legViews, sceneOf } from '../../store/dial-view.ts';
import { dialOf, useApp } from '../../store/index.ts';
import { Failure } from './Failure.tsx';
import { Progress } from './Progress.tsx';
import { useCallSound } from './use-call-sound.ts';
import { useLeave } from './use-leave.ts';

export default function Connecting({ entry = '' }: WindowProps) {
  const { close } = useWindowFrame();
  const phonebook = useApp((state) => state.phonebook);
  const connections = useApp((state) => state.connections);
  const dials = useApp((state) => state.dials);
  const { legs, scene } = useMemo(() => {
    const slices = { phonebook, connections, dials };
    return { legs: legViews(slices, entry), scene: sceneOf(slices, entry) };
  }, [phonebook, connections, dials, entry]);
  const once = dialOf(entry)({ dials })?.once;
  useCallSound(entry, legs, scene, once);
  const leaving = useLeave(entry, scene.kind);

  if (leaving) return null;
  switch (scene.kind) {
    case 'failed':
      return (
        <Failure
          entry={entry}
          error={scene.error}
          once={once}
          stillUp={legs
            .filter((leg) => leg.entry !== entry && leg.state === 'connected')
            .map((leg) => leg.entry)}
          key={scene.error.number}
        />
      );
    case 'dialling':
      return <Progress entry={entry} legs={legs} />;
    case 'connected':
    case 'cancelled':
      return null;
    case 'nothing':
      return (
        <Dialog title="Dial-Up Networking" onEscape={close}>
          <MessageBox icon="info" buttons={[{ label: 'Close', default: true, onClick: close }]}>
            <p>{entry} is neither connected nor being dialed.</p>
          </MessageBox>
        </Dialog>
      );
  }
}
