/** The line is still up, and the user name or the password was not accepted: ask for both again. */
import { useEffect, useState } from 'react';
import { call } from '../../bridge.ts';
import { Button, ButtonRow, CheckBox, FieldRow, Fields, TextField } from '../../controls/index.ts';
import type { LegView } from '../../store/dial-view.ts';
import { cannotKeepPasswords } from '../../store/dial-view.ts';
import { useApp } from '../../store/index.ts';
import { rememberUsers } from '../connect/remember-user.ts';
import { legName } from './leg-text.ts';
import { Problem } from './Problem.tsx';
import { useRequest } from './use-request.ts';

const refused = 691;

export function RetryLogon({ leg }: { readonly leg: LegView }) {
  const cannotSave = cannotKeepPasswords(useApp((state) => state.environment));
  const [user, setUser] = useState<string>();
  const [domain, setDomain] = useState('');
  const [password, setPassword] = useState('');
  const [save, setSave] = useState(false);
  const { busy, problem, run } = useRequest();
  const { entry } = leg;

  useEffect(() => {
    let current = true;
    call('logons', { entry }).then(
      ({ legs }) => {
        const known = legs.find((each) => each.entry === entry);
        if (!current) return;
        setUser((typed) => typed ?? known?.user ?? '');
        setDomain(known?.domain ?? '');
        setSave(known?.kept ?? false);
      },
      () => {
        // Who logged on is a convenience: without it the field is empty.
        if (current) setUser((typed) => typed ?? '');
      },
    );
    return () => {
      current = false;
    };
  }, [entry]);

  const answer = (): void =>
    run(async () => {
      const logon = {
        user: user ?? '',
        ...(domain === '' ? {} : { domain }),
        password: { typed: password },
        save: save && cannotSave === undefined,
      };
      await rememberUsers({ [entry]: logon });
      await call('retryWith', { entry, logon });
      setPassword('');
    });

  return (
    <div className="question">
      <Problem
        error={
          problem ?? {
            number: refused,
            leg: leg.leg,
            entry,
            cause: `Refused by ${legName(leg.leg)}: ${entry}.`,
          }
        }
      />
      <Fields>
        <TextField label="&User name:" value={user ?? ''} onChange={setUser} maxLength={256} />
        <TextField
          label="&Password:"
          type="password"
          value={password}
          onChange={setPassword}
          maxLength={256}
          autoFocus
        />
        {leg.kind === 'pptp' && (
          <TextField label="D&omain:" value={domain} onChange={setDomain} maxLength={256} />
        )}
        <FieldRow>
          <CheckBox
            label="&Save password"
            checked={save && cannotSave === undefined}
            onChange={setSave}
            disabled={cannotSave !== undefined}
            title={cannotSave}
          />
        </FieldRow>
      </Fields>
      <ButtonRow>
        <Button default onClick={answer} disabled={busy || user === undefined}>
          OK
        </Button>
      </ButtonRow>
    </div>
  );
}
