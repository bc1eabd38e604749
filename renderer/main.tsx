/** Every window's page but the terminal's: reads which window it is, and shows it once the state has come. */
import { openPage } from './page.tsx';

openPage({
  folder: () => import('./windows/folder/index.tsx'),
  wizard: () => import('./windows/wizard/index.tsx'),
  connect: () => import('./windows/connect/index.tsx'),
  connecting: () => import('./windows/connecting/index.tsx'),
  established: () => import('./windows/established/index.tsx'),
  status: () => import('./windows/status/index.tsx'),
  properties: () => import('./windows/properties/index.tsx'),
  settings: () => import('./windows/settings/index.tsx'),
  dialing: () => import('./windows/dialing/index.tsx'),
  log: () => import('./windows/log/index.tsx'),
  about: () => import('./windows/about/index.tsx'),
});
