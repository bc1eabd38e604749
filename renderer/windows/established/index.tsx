/** Connection Established: said once after connecting, with where to find the connection from now on. */
import { useEffect } from 'react';
import { call } from '../../bridge.ts';
import { Button, ButtonRow, CheckBox, Dialog, Icon, useWindowFrame } from '../../controls/index.ts';
import type { WindowProps } from '../../page.tsx';
import { appNow, connectionOf, useApp } from '../../store/index.ts';
import { Problem } from '../connecting/Problem.tsx';
import { useRequest } from '../connecting/use-request.ts';
import './established.css';

const inTray =
  'The icon with the two monitors, at the edge of the taskbar, stands for this connection: double-click it for the status, or choose Disconnect from its menu.';
const inFolder =
  'This connection is shown in the Dial-Up Networking window: open it there for the status, or choose Disconnect from its menu.';

export default function Established({ entry = '' }: WindowProps) {
  const connection = useApp(connectionOf(entry));
  const settings = useApp((state) => state.settings);
  const hasTray = useApp((state) => state.environment).tray && settings.showTrayIcon;
  const { close } = useWindowFrame();
  const { problem, run } = useRequest();
  const up = connection?.state === 'connected';

  // What it says is no longer so.
  useEffect(() => {
    if (!up) close();
  }, [up, close]);

  const moreInformation = (): void =>
    run(async () => {
      await call('openWindow', { kind: 'status', entry });
      await call('closeWindow', {});
    });

  return (
    <Dialog title="Connection Established" onEscape={close} width={380}>
      <div className="established">
        <Icon
          name={connection?.kind === 'pptp' ? 'connection-tunnel-connected' : 'connection-modem-connected'}
        />
        <div className="established-words">
          <p className="established-name">You are connected to {entry}.</p>
          <p>{hasTray ? inTray : inFolder}</p>
        </div>
      </div>
      <CheckBox
        label="&Do not show this message in the future"
        checked={!settings.confirmConnected}
        onChange={(never) =>
          run(() => call('saveSettings', { ...appNow().settings, confirmConnected: !never }))
        }
      />
      <Problem error={problem} />
      <ButtonRow>
        <Button default autoFocus onClick={close}>
          Close
        </Button>
        <Button onClick={moreInformation}>&More Information...</Button>
      </ButtonRow>
    </Dialog>
  );
}
