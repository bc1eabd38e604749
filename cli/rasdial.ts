/** What rasdial does with its arguments, to the exit status. */
import { codeOf, failure } from '../client/index.ts';
import { DialFailure } from '../contract/dial-error.ts';
import { parseArguments, usageText } from './arguments.ts';
import { dial } from './dial.ts';
import { manage } from './manage.ts';
import type { Output, Reporter } from './reporter.ts';
import { JsonReporter, TextReporter } from './reporter.ts';
import { version } from '../contract/version.ts';

const output: Output = {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
};

export async function run(args: readonly string[]): Promise<number> {
  const parsed = parseArguments(args);
  const json = 'usage' in parsed ? args.includes('--json') : parsed.options.json;
  const reporter: Reporter = json ? new JsonReporter(output) : new TextReporter(output);
  try {
    if ('usage' in parsed)
      throw failure(parsed.number ?? 604, parsed.usage, 'rasdial --help shows the command line');
    const { command, options } = parsed;
    switch (command.type) {
      case 'help':
        output.out(usageText);
        return 0;
      case 'version':
        output.out(`rasdial ${version}`);
        return 0;
      case 'dial':
        await dial(command, options, reporter);
        break;
      case 'list':
      case 'status':
      case 'disconnect':
        await manage(command, options, reporter);
    }
    reporter.completed();
    return 0;
  } catch (error) {
    if (!(error instanceof DialFailure)) throw error;
    reporter.error(error.error);
    return 1;
  }
}

// A reader that has seen enough (`rasdial | head`) is no error.
process.stdout.on('error', (error) => {
  if (codeOf(error) === 'EPIPE') process.exit(0);
  throw error;
});
