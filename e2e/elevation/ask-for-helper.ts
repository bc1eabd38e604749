/** What any program of ours does to get at the helper, run as a user by the tests beside: prints what came of it as JSON. */
import { helperConnection } from '../../client/index.ts';
import { DialFailure } from '../../contract/dial-error.ts';
import { defaultRuntimeDirectory } from '../../contract/helper.ts';
import { dismissEveryPrompt } from './dismissing-agent.ts';

const prompts = process.argv.includes('--dismiss') ? await dismissEveryPrompt() : undefined;
let outcome: object;
try {
  const helper = await helperConnection({
    runtimeDirectory: defaultRuntimeDirectory,
    program: 'elevation test',
  });
  outcome = { status: await helper.request('status', {}) };
  helper.close();
} catch (error) {
  if (!(error instanceof DialFailure)) throw error;
  outcome = { error: error.error };
}
const seen = prompts?.();
process.stdout.write(`${JSON.stringify({ ...outcome, ...(seen === undefined ? {} : { prompts: seen }) })}\n`);
