/** The office's one computer, in a network namespace of its own: takes its cable, then serves the intranet. */
import { readLines, writeLine } from '../control.ts';
import { ip } from '../namespaces.ts';
import { plan } from '../network-plan.ts';
import { officePage } from './pages.ts';
import { createSite } from './site.ts';

// The exchange moves a cable called eth0 in here and says so; when it is gone, so are we.
readLines(process.stdin, {
  message({ type }) {
    if (type === 'plugged') serve();
  },
  stray: () => undefined,
  ended: () => process.exit(0),
});
writeLine(process.stdout, { type: 'here' });

function serve(): void {
  ip('link', 'set', 'lo', 'up');
  ip('addr', 'add', `${plan.office.host}/${plan.office.prefixLength}`, 'dev', 'eth0');
  ip('link', 'set', 'eth0', 'up');
  ip('route', 'add', 'default', 'via', plan.office.gateway);
  createSite(officePage).listen(80, plan.office.host, () => {
    writeLine(process.stdout, { type: 'serving' });
  });
}
