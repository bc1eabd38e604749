/** Where the helper is for a program whose own files were bundled. */
import { join } from 'node:path';
import type { HelperProgram } from '../../client/index.ts';

/** A checkout's own, by the Node it pins; undefined when packaged: then the installed one is found by its policy. */
export function helperProgram(where: {
  readonly packaged: boolean;
  readonly appPath: string;
}): HelperProgram | undefined {
  if (where.packaged) return undefined;
  return {
    node: join(where.appPath, 'node_modules/node/bin/node'),
    script: join(where.appPath, 'helper/main.ts'),
  };
}
