/** The one place zod comes from: with its code generation off, because a privileged process runs these schemas. */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
