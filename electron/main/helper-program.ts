/** Where the helper is for a program whose own files were bundled. */
import { join } from 'node:path';
import type { HelperProgram } from '../../client/index.ts';

/** A checkout's own, by the Node it pins; a package has none but the installed one, which its policy starts. */
export function helperProgram(where: {
  readonly packaged: boolean;
  readonly appPath: string;
}): HelperProgram | 'installed' {
  if (where.packaged) return 'installed';
  return {
    node: join(where.appPath, 'node_modules/node/bin/node'),
    script: join(where.appPath, 'helper/main.ts'),
  };
}
