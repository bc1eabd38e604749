/** User name, password and "Save password" of one leg; a leg that is up already asks nothing. */
import { CheckBox, FieldRow, Fields, TextField } from '../../controls/index.ts';
import type { LogonFields } from './logon-form.ts';

interface LegLogonProps {
  readonly fields: LogonFields;
  readonly onChange: (change: Partial<LogonFields>) => void;
  readonly focus: 'user' | 'password' | undefined;
  /** Tunnels lead to networks that have domains. */
  readonly withDomain: boolean;
  /** Only the first leg's fields have access keys: a key is for one field. */
  readonly withKeys: boolean;
  /** Why passwords cannot be kept here. */
  readonly cannotSave: string | undefined;
}

const keptPassword = '••••••••';

export function LegLogon({ fields, onChange, focus, withDomain, withKeys, cannotSave }: LegLogonProps) {
  const key = (label: string): string => (withKeys ? label : label.replace('&', ''));
  return (
    <Fields>
      <TextField
        label={key('&User name:')}
        value={fields.user}
        onChange={(user) => onChange({ user })}
        maxLength={256}
        autoFocus={focus === 'user'}
        autoComplete="username"
      />
      <TextField
        label={key('&Password:')}
        type="password"
        value={fields.typed ?? ''}
        placeholder={fields.typed === undefined ? keptPassword : ''}
        onChange={(typed) => onChange({ typed })}
        maxLength={256}
        autoFocus={focus === 'password'}
        autoComplete="off"
      />
      {withDomain && (
        <TextField
          label={key('D&omain:')}
          value={fields.domain}
          onChange={(domain) => onChange({ domain })}
          maxLength={256}
        />
      )}
      <FieldRow>
        <CheckBox
          label={key('&Save password')}
          checked={fields.save && cannotSave === undefined}
          onChange={(save) => onChange({ save })}
          disabled={cannotSave !== undefined}
          title={cannotSave}
        />
      </FieldRow>
    </Fields>
  );
}
