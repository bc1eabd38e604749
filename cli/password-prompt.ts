/** Asks for a password on the terminal without showing it, and reads one from standard input. */
import { failure } from '../client/index.ts';
import { Secret } from '../contract/secret.ts';

const maximumLength = 256;
const controlC = '\u0003';
const controlD = '\u0004';
const controlU = '\u0015';
const erase = new Set(['\u0008', '\u007f']);

/** Rejects with a DialFailure: 703 without a terminal, 631 when the user breaks off or `signal` does. */
export function askPassword(question: string, signal?: AbortSignal): Promise<Secret> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    return Promise.reject(
      failure(
        703,
        'There is no terminal to ask for the password on.',
        'use --credentials=FILE or --password-stdin',
      ),
    );
  }
  // Before the question: whoever answers at once is not shown, either.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stderr.write(question);
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (end: () => void) => {
      stdin.off('data', onData);
      signal?.removeEventListener('abort', onAbort);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      end();
    };
    const onData = (text: string) => {
      for (const character of text) {
        if (character === '\r' || character === '\n' || character === controlD) {
          const password = new Secret(typed);
          finish(() => {
            resolve(password);
          });
          return;
        }
        if (character === controlC) {
          finish(() => {
            reject(failure(631, 'You broke off at the password.'));
          });
          return;
        }
        if (character === controlU) typed = '';
        else if (erase.has(character)) typed = typed.replace(/.$/su, '');
        else if (typed.length < maximumLength) typed += character;
      }
    };
    const onAbort = () => {
      finish(() => {
        reject(failure(631, 'The password is not needed any more.'));
      });
    };
    stdin.on('data', onData);
    signal?.addEventListener('abort', onAbort, { once: true });
    stdin.resume();
  });
}

/** The first line of standard input. Rejects with a DialFailure. */
export async function readPassword(): Promise<Secret> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > 65_536) throw failure(604, 'Standard input holds more than a password.');
  }
  const line = Buffer.concat(chunks).toString('utf8').split(/\r?\n/, 1)[0] ?? '';
  if (line.length > maximumLength) throw failure(604, `A password has at most ${maximumLength} characters.`);
  return new Secret(line);
}
