/**
 * The office's PPTP server alone, as a process: `pptp-server.ts ADDRESS [require|none]`, with or without MPPE. It prints a
 * line once it listens, and its log on stderr.
 */
import { Accounts } from '../../isp/accounts.ts';
import { startOfficeServer } from '../../isp/pptp.ts';

const [address = '', encryption = 'require'] = process.argv.slice(2);
if (encryption !== 'require' && encryption !== 'none') throw new Error('require or none?');
const log = (text: string): void => {
  console.error(text);
};
await startOfficeServer({ accounts: new Accounts(), log, address, encryption });
console.log('listening');
