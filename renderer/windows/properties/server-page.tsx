/** Server Types: what is spoken on the line. */
import { useState } from 'react';
import { Button, CheckBox, GroupBox, SelectField } from '../../controls/index.ts';
import { edited, meaningOf, withAuthMethod, withEncryptionRequired } from '../../store/draft-entry.ts';
import type { PageProps } from './page-props.ts';
import { TcpIpSettings } from './tcpip-settings.tsx';

const onlyPpp = 'Only PPP is spoken here';
const noLogon = 'There is no Windows network to log on to: name and password are those of the connection.';
const noCompression = 'Data is not compressed: what travels today is compressed already, or encrypted.';
const noNetBeui = 'NetBEUI is not carried; TCP/IP is.';
const noIpx = 'IPX/SPX is not carried; TCP/IP is.';
const alwaysIp = 'TCP/IP is what the connection is for.';
const ignore = () => undefined;

export function ServerPage(props: PageProps) {
  const { original, draft, onDraft } = props;
  const [settings, setSettings] = useState(false);
  const meaning = meaningOf(draft);
  return (
    <>
      <SelectField
        stacked
        label="&Type of Dial-Up Server:"
        value="ppp"
        options={[
          { value: 'ppp', label: 'PPP: Internet, Windows NT Server, Windows 98' },
          ...[
            'NRN: NetWare Connect version 1.0 and 1.1',
            'SLIP: Unix Connection',
            'CSLIP: Unix Connection with IP header compression',
            'Windows for Workgroups and Windows NT 3.1',
          ].map((label) => ({ value: label, label, disabled: true, title: `${onlyPpp}.` })),
        ]}
        title={`${onlyPpp}: the other kinds of server are listed, but cannot be chosen.`}
        onChange={ignore}
      />
      <GroupBox legend="Advanced options">
        <div className="column">
          <CheckBox label="&Log on to network" checked={false} onChange={ignore} disabled title={noLogon} />
          <CheckBox
            label="Enable software &compression"
            checked={false}
            onChange={ignore}
            disabled
            title={noCompression}
          />
          <CheckBox
            label="Require &encrypted password"
            checked={!meaning.auth.includes('pap')}
            disabled={meaning.auth.length === 1 && meaning.auth[0] === 'pap'}
            title={
              meaning.auth.length === 1 && meaning.auth[0] === 'pap'
                ? 'PAP is the only way of logging on that is allowed: allow another one first (Security).'
                : undefined
            }
            onChange={(required) => onDraft(withAuthMethod(original, draft, 'pap', !required))}
          />
          <CheckBox
            label="Require &data encryption"
            checked={meaning.encryption === 'require' || meaning.encryption === 'maximum'}
            onChange={(required) => onDraft(withEncryptionRequired(original, draft, required))}
          />
          <CheckBox
            label="&Record a log file for this connection"
            checked={meaning.recordLog}
            onChange={(record) => onDraft(edited(original, draft, 'recordLog', record))}
          />
        </div>
      </GroupBox>
      <GroupBox legend="Allowed network protocols">
        <div className="columns">
          <div className="column">
            <CheckBox label="&NetBEUI" checked={false} onChange={ignore} disabled title={noNetBeui} />
            <CheckBox label="IP&X/SPX Compatible" checked={false} onChange={ignore} disabled title={noIpx} />
            <CheckBox label="TC&P/IP" checked onChange={ignore} disabled title={alwaysIp} />
            <CheckBox
              label="IP version &6"
              checked={meaning.ipv6}
              onChange={(ipv6) => onDraft(edited(original, draft, 'ipv6', ipv6))}
            />
          </div>
          <Button onClick={() => setSettings(true)}>TCP/&IP Settings...</Button>
        </div>
      </GroupBox>
      {settings && (
        <TcpIpSettings
          {...props}
          onDraft={(changed) => {
            onDraft(changed);
            setSettings(false);
          }}
          onCancel={() => setSettings(false)}
        />
      )}
    </>
  );
}
