/** Where the user's files are. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** `~/.config/dial-up-networking`, or where XDG_CONFIG_HOME says. */
function configDirectory(): string {
  const base = process.env.XDG_CONFIG_HOME;
  return join(
    base !== undefined && isAbsolute(base) ? base : join(homedir(), '.config'),
    'dial-up-networking',
  );
}

export const defaultPhonebookPath = (): string => join(configDirectory(), 'phonebook.json');
export const defaultCredentialsPath = (): string => join(configDirectory(), 'credentials.json');
