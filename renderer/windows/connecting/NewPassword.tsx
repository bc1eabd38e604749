/** The password has expired and the server takes a new one now: asked for twice. */
import { useState } from 'react';
import { call } from '../../bridge.ts';
import { Button, ButtonRow, CheckBox, FieldRow, Fields, TextField } from '../../controls/index.ts';
import type { LegView } from '../../store/dial-view.ts';
import { cannotKeepPasswords } from '../../store/dial-view.ts';
import { useApp } from '../../store/index.ts';
import { legName } from './leg-text.ts';
import { Problem } from './Problem.tsx';
import { useRequest } from './use-request.ts';

const expired = 648;

/** Why this new password will not do yet. */
export function whyNot(password: string, again: string): string | undefined {
  if (password === '') return 'Type the new password first.';
  if (password !== again) return 'The two new passwords are not the same.';
  return undefined;
}

export function NewPassword({ leg }: { readonly leg: LegView }) {
  const cannotSave = cannotKeepPasswords(useApp((state) => state.environment));
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [save, setSave] = useState(false);
  const { busy, problem, run } = useRequest();
  const { entry } = leg;
  const reason = whyNot(password, again);

  const answer = (): void =>
    run(async () => {
      await call('changePassword', { entry, password, save: save && cannotSave === undefined });
      setPassword('');
      setAgain('');
    });

  return (
    <div className="question">
      <Problem
        error={
          problem ?? { number: expired, leg: leg.leg, entry, cause: `Told by ${legName(leg.leg)}: ${entry}.` }
        }
      />
      <Fields>
        <TextField
          label="&New password:"
          type="password"
          value={password}
          onChange={setPassword}
          maxLength={256}
          autoComplete="new-password"
          autoFocus
        />
        <TextField
          label="&Confirm new password:"
          type="password"
          value={again}
          onChange={setAgain}
          maxLength={256}
          autoComplete="new-password"
          invalid={again !== '' && again !== password && reason}
        />
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
        <Button default onClick={answer} disabled={busy || reason !== undefined} title={reason}>
          OK
        </Button>
      </ButtonRow>
    </div>
  );
}
