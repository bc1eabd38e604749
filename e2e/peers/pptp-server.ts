/** The office's PPTP server alone, as a process: `pptp-server.ts ADDRESS` prints a line once it listens, its log to stderr. */
import { execFileSync } from 'node:child_process';
import { Accounts } from '../../isp/accounts.ts';
import { startOfficeServer } from '../../isp/pptp.ts';

const address = process.argv[2] ?? '';
execFileSync('ip', ['addr', 'add', '10.99.0.1/32', 'dev', 'lo']);
await startOfficeServer(new Accounts(), (text) => console.error(text), address);
console.log('listening');
