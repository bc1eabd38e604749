/** About: what this is, which version on what, what its tunnels are worth, and whose work is in it. */
import './about.css';
import { Button, ButtonRow, Dialog, Icon, useWindowFrame } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import { works } from './licences.ts';

const hosts = { electron: 'Electron', chromium: 'Chromium' } as const;

export default function AboutWindow() {
  const { version, host, hostVersion } = useApp((state) => state.environment);
  const frame = useWindowFrame();
  return (
    <Dialog title="About Dial-Up Networking" width={410} onEscape={frame.close}>
      <div className="about-head">
        <Icon name="program" size={32} />
        <div>
          <h1>Dial-Up Networking</h1>
          <p>Version {version}</p>
          <p>
            on {hosts[host]} {hostVersion}
          </p>
        </div>
      </div>
      <p>The dialer of Windows 98, done again for Linux: modem calls, PPP and PPTP tunnels in user space.</p>
      <p className="about-caution">
        <Icon name="warning" size={16} />
        <span>
          MS-CHAP v2 and MPPE can be broken by anyone who records the traffic: treat a tunnel as a way to get
          there, not as something that keeps secrets.
        </span>
      </p>
      <p>Under the MIT license. Icons and sounds are our own. It contains the work of others:</p>
      <div className="about-works" role="region" aria-label="Licenses" tabIndex={0}>
        <table>
          <tbody>
            {works.map(({ name, by, licence }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{by}</td>
                <td>{licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ButtonRow>
        <Button default autoFocus onClick={frame.close}>
          OK
        </Button>
      </ButtonRow>
    </Dialog>
  );
}
