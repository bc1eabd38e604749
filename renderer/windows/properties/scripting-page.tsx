/** Scripting: as the original shows it; a terminal window after dialling is what logs on by hand. */
import { Button, CheckBox, GroupBox, TextField } from '../../controls/index.ts';
import type { PageProps } from './page-props.ts';

const noScripts =
  'Scripts are not run yet. Where a logon asks for text, bring up a terminal window after dialing (General, Configure).';
const ignore = () => undefined;

export function ScriptingPage({ draft }: Pick<PageProps, 'draft'>) {
  const tunnel = draft.device.kind === 'pptp';
  const reason = tunnel ? 'A tunnel has no line to talk to: there is nothing to script.' : noScripts;
  return (
    <>
      <GroupBox legend="Script file">
        <div className="column">
          <TextField stacked label="&File name:" value="" disabled title={reason} onChange={ignore} />
          <div className="end">
            <Button disabled title={reason} onClick={ignore}>
              &Edit...
            </Button>
            <Button disabled title={reason} onClick={ignore}>
              &Browse...
            </Button>
          </div>
        </div>
      </GroupBox>
      <CheckBox label="&Step through script" checked={false} disabled title={reason} onChange={ignore} />
      <CheckBox
        label="Start terminal screen &minimized"
        checked={false}
        disabled
        title={reason}
        onChange={ignore}
      />
    </>
  );
}
