/**
 * `npm run demo`: an exchange, a provider and an office in one set of network namespaces, a machine that has nothing but a
 * modem in another; the window on it where there is a display, rasdial in the terminal otherwise or with --terminal. All of it
 * for real. The machine this runs on is looked at before and after.
 */
import { thisDisplay } from './demo/display.ts';
import { showInTerminal } from './demo/in-terminal.ts';
import { prepareWindow, showInWindow } from './demo/in-window.ts';
import { Machines } from './demo/machines.ts';
import { thisMachine, whatIsMissing } from './demo/requirements.ts';
import { readerGone, say } from './say.ts';

const missing = whatIsMissing(thisMachine, 'demo');
if (missing !== undefined) {
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}
let display = process.argv.includes('--terminal') ? undefined : thisDisplay();
const inTheWay = display === undefined ? undefined : prepareWindow();
if (inTheWay !== undefined) {
  process.stderr.write(`${inTheWay}\nSo here is the demo in the terminal.\n\n`);
  display = undefined;
}
const machines = new Machines({
  user: thisMachine.uid !== 0,
  verbose: process.argv.includes('--verbose'),
  session: display?.session,
});
const interrupted = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  void readerGone.then(() => resolve('SIGPIPE'));
});
let status = 0;
try {
  const showing = display === undefined ? showInTerminal(machines) : showInWindow(machines, display);
  const signal = await Promise.race([showing, interrupted]);
  if (signal !== undefined) {
    say();
    say(`Stopped by ${signal}.`);
    status = 130;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  status = 1;
}
if (!(await machines.end())) status = 1;
process.exit(status);
