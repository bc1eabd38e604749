/** The terminal window's page, apart from the others because xterm's styles need a policy of their own. */
import { openPage } from './page.tsx';

openPage({ terminal: () => import('./windows/terminal/index.tsx') });
