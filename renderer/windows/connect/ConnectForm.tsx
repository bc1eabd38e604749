/** The fields of Connect To, once it is known who logged on last. */
import { useState } from 'react';
import type { Entry } from '../../../contract/phonebook.ts';
import { call } from '../../bridge.ts';
import { Button, ButtonRow, Dialog, Fields, GroupBox, Icon, TextField } from '../../controls/index.ts';
import { cannotKeepPasswords, isCredentialError } from '../../store/dial-view.ts';
import { dialOf, entryView, useApp } from '../../store/index.ts';
import { Problem } from '../connecting/Problem.tsx';
import { useRequest } from '../connecting/use-request.ts';
import { DialingFrom } from './DialingFrom.tsx';
import { asDialled, destinationOf, dialsNumber, onceOf, typedBefore } from './destination.ts';
import { LegLogon } from './LegLogon.tsx';
import type { KnownLogon } from './logon-form.ts';
import { changeForm, firstGap, logonsOf, openForm } from './logon-form.ts';
import { rememberUsers } from './remember-user.ts';
import { useNumberPreview } from './use-number-preview.ts';
import './connect.css';

interface ConnectFormProps {
  readonly entry: Entry;
  /** Bottom up. */
  readonly legs: readonly KnownLogon[];
}

const close = (): Promise<unknown> => call('closeWindow', {});

/** The number of the call beneath a tunnel: shown, for it is not this entry's to change. */
function CallBeneath({ name }: { readonly name: string }) {
  const view = useApp(entryView(name));
  const locations = useApp((state) => state.locations);
  const dials = view !== undefined && dialsNumber(view.entry);
  const { dialled } = useNumberPreview(dials ? view.entry : undefined, locations);
  return dialled === undefined ? null : <p className="beneath">Will be dialed: {dialled}</p>;
}

export function ConnectForm({ entry, legs }: ConnectFormProps) {
  const tried = useApp(dialOf(entry.name));
  const failed = tried?.error;
  const refused = failed !== undefined && isCredentialError(failed) ? failed : undefined;
  const locations = useApp((state) => state.locations);
  const cannotSave = cannotKeepPasswords(useApp((state) => state.environment));
  const [form, setForm] = useState(() => openForm(legs));
  const destination = destinationOf(entry);
  const [typed, setTyped] = useState(() => typedBefore(destination, tried?.once) ?? destination?.own ?? '');
  const once = onceOf(destination, typed);
  const preview = useNumberPreview(
    dialsNumber(entry) && typed.trim() !== '' ? asDialled(entry, once, locations) : undefined,
    locations,
  );
  const [only] = legs;
  const { busy, problem, run } = useRequest();
  const focus = firstGap(form, refused?.entry);
  const missing = destination !== undefined && typed.trim() === '';

  const connect = (): void =>
    run(async () => {
      const logons = logonsOf(form, cannotSave === undefined);
      await rememberUsers(logons);
      await call('dial', { entry: entry.name, logons, ...once });
      setForm({});
      await call('openWindow', { kind: 'connecting', entry: entry.name });
      await close();
    });

  const phonebook = useApp((state) => state.phonebook);
  const isTunnel = (name: string): boolean => entryView(name)({ phonebook })?.entry.device.kind === 'pptp';

  const logon = ({ entry: name, domain, connected }: KnownLogon, index: number) => {
    const fields = form[name];
    if (connected) return <p>Connected already.</p>;
    if (fields === undefined) return null;
    return (
      <LegLogon
        fields={fields}
        onChange={(change) => setForm((before) => changeForm(before, name, change))}
        focus={focus?.entry === name ? focus.field : undefined}
        withDomain={domain !== undefined || isTunnel(name)}
        withKeys={index === legs.findIndex((leg) => !leg.connected)}
        cannotSave={cannotSave}
      />
    );
  };

  return (
    <Dialog title="Connect To" onEscape={() => run(close)} width={360}>
      <div className="connect-name">
        <Icon name={entry.device.kind === 'pptp' ? 'connection-tunnel' : 'connection-modem'} />
        <span>{entry.name}</span>
      </div>
      <Problem error={problem ?? refused} />
      {only !== undefined && legs.length === 1
        ? logon(only, 0)
        : legs.map((leg, index) => (
            <GroupBox
              key={leg.entry}
              legend={`${index === 0 ? 'First' : 'Then'}, the ${isTunnel(leg.entry) ? 'tunnel' : 'call'}: ${leg.entry}`}
            >
              {logon(leg, index)}
              {!leg.connected && leg.entry !== entry.name && <CallBeneath name={leg.entry} />}
            </GroupBox>
          ))}
      {destination !== undefined && (
        <>
          <hr className="connect-rule" />
          <Fields>
            <TextField
              label={destination.label}
              type={destination.kind === 'phone' ? 'tel' : 'text'}
              value={typed}
              onChange={setTyped}
              maxLength={destination.kind === 'phone' ? 128 : 253}
              invalid={missing ? true : preview.problem}
              title="For this call only; the phonebook keeps what it has."
            />
            {dialsNumber(entry) && (
              <DialingFrom entry={entry} typedOver={once.phone !== undefined} preview={preview} run={run} />
            )}
          </Fields>
        </>
      )}
      <ButtonRow>
        <Button
          default
          onClick={connect}
          disabled={busy || missing}
          autoFocus={focus === undefined}
          title={missing ? 'Type where the call goes first.' : undefined}
        >
          Connect
        </Button>
        <Button onClick={() => run(close)}>Cancel</Button>
      </ButtonRow>
    </Dialog>
  );
}
