/** A connection that is neither up nor over: being hung up, or dialled again after the line was lost. */
import type { LegView } from '../../store/dial-view.ts';
import { call } from '../../bridge.ts';
import { Button, ButtonRow, Dialog, Icon, useWindowFrame } from '../../controls/index.ts';
import { legText } from '../connecting/leg-text.ts';
import { Problem } from '../connecting/Problem.tsx';
import { useRequest } from '../connecting/use-request.ts';

export function Elsewhere({ leg }: { readonly leg: LegView }) {
  const { close } = useWindowFrame();
  const { problem, run } = useRequest();
  const { entry, kind } = leg;
  const show = (): void =>
    run(async () => {
      await call('openWindow', { kind: 'connecting', entry });
      await call('closeWindow', {});
    });
  return (
    <Dialog title={entry} onEscape={close} width={320}>
      <div className="status-top">
        <Icon name={kind === 'pptp' ? 'connection-tunnel' : 'connection-modem'} />
        <div className="status-words" role="status">
          <p>Not connected at the moment.</p>
          <p>{legText(leg)}</p>
        </div>
      </div>
      <Problem error={problem} />
      <ButtonRow>
        <Button default autoFocus onClick={close}>
          OK
        </Button>
        <Button onClick={show}>Show &Progress</Button>
      </ButtonRow>
    </Dialog>
  );
}
