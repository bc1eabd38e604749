/** The helper's own command line; it is started by programs, so it says no more than what went wrong. */
import { defaultRuntimeDirectory } from '../contract/helper.ts';

export interface HelperArguments {
  /** launch: make the socket and hand it to the server; serve: be the server, with the socket as descriptor 0. */
  readonly mode: 'launch' | 'serve';
  readonly runtimeDirectory: string;
  readonly owner: number;
  /** Seconds without client and connection before it exits. */
  readonly idleSeconds: number;
}

const defaultIdleSeconds = 60;

function numberIn(text: string, maximum: number): number | undefined {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return value <= maximum ? value : undefined;
}

/** Who asked for the helper: the user that pkexec or sudo names, else whoever runs it. */
function invokingUser(environment: Readonly<Record<string, string | undefined>>, uid: number): number {
  const named = environment.PKEXEC_UID ?? environment.SUDO_UID;
  return (named === undefined ? undefined : numberIn(named, 0xffff_fffe)) ?? uid;
}

/** Throws an Error on anything it does not know. */
export function parseHelperArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  uid: number,
): HelperArguments {
  let mode: HelperArguments['mode'] = 'launch';
  let runtimeDirectory = defaultRuntimeDirectory;
  let owner = invokingUser(environment, uid);
  let idleSeconds = defaultIdleSeconds;
  for (const [index, argument] of args.entries()) {
    const [, name = argument, value = ''] = /^--([a-z-]+)=(.*)$/s.exec(argument) ?? [];
    const number = numberIn(value, 0xffff_fffe);
    if (argument === 'serve' && index === 0) mode = 'serve';
    else if (name === 'runtime-dir' && value !== '') runtimeDirectory = value;
    else if (name === 'owner' && number !== undefined) owner = number;
    else if (name === 'idle-exit' && number !== undefined && number <= 86_400) idleSeconds = number;
    else throw new Error(`unknown argument ${argument}`);
  }
  // Another directory means another helper, beside the one everybody uses: that is root's own business.
  const elevated = environment.PKEXEC_UID !== undefined && environment.PKEXEC_UID !== '0';
  if (elevated && mode === 'serve') throw new Error('the second half of a start is begun by the first alone');
  if (elevated && (runtimeDirectory !== defaultRuntimeDirectory || owner !== invokingUser(environment, uid)))
    throw new Error('only root may choose the runtime directory and the owner');
  return { mode, runtimeDirectory, owner, idleSeconds };
}
