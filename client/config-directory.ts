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

/** `~/.local/state/dial-up-networking`, or where XDG_STATE_HOME says. */
function stateDirectory(): string {
  const base = process.env.XDG_STATE_HOME;
  return join(
    base !== undefined && isAbsolute(base) ? base : join(homedir(), '.local/state'),
    'dial-up-networking',
  );
}

export const defaultPhonebookPath = (): string => join(configDirectory(), 'phonebook.json');
export const defaultCredentialsPath = (): string => join(configDirectory(), 'credentials.json');
export const defaultSettingsPath = (): string => join(configDirectory(), 'settings.json');
export const defaultLocationsPath = (): string => join(configDirectory(), 'locations.json');
/** Passwords sealed with a key of the desktop's keyring. */
export const defaultSealedPasswordsPath = (): string => join(configDirectory(), 'passwords.json');
export const defaultCallLogsDirectory = (): string => join(stateDirectory(), 'calls');
export const defaultWindowStatePath = (): string => join(stateDirectory(), 'windows.json');
