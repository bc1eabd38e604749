/** Settings and locations: read at the start, written when the user has changed them, in force at once. */
import { failure, readLocations, readSettings, saveLocations, saveSettings } from '../../client/index.ts';
import type { AppState } from '../../contract/app.ts';
import { DialFailure } from '../../contract/dial-error.ts';
import type { Locations } from '../../contract/locations.ts';
import { defaultLocations } from '../../contract/locations.ts';
import { Secret } from '../../contract/secret.ts';
import type { Settings } from '../../contract/settings.ts';
import { defaultSettings } from '../../contract/settings.ts';
import type { Passwords } from './passwords.ts';

type Read = Pick<AppState, 'settings' | 'locations'>;

export interface PreferencesHost {
  readonly passwords: Passwords;
  changed(slices: Partial<Read>): void;
}

export class Preferences {
  readonly #host: PreferencesHost;

  constructor(host: PreferencesHost) {
    this.#host = host;
  }

  async saveSettings(settings: Settings): Promise<void> {
    await saveSettings(settings);
    this.#host.changed({ settings });
  }

  async saveLocations(locations: Locations, cardNumbers: Readonly<Record<string, string>>): Promise<void> {
    for (const [card, number] of Object.entries(cardNumbers)) {
      const { reason } = await (number === ''
        ? this.#host.passwords.forgetCardNumber(card)
        : this.#host.passwords.saveCardNumber(card, new Secret(number)));
      if (reason !== undefined)
        throw failure(635, `The number of the calling card "${card}" could not be saved.`, reason);
    }
    await saveLocations(locations);
    this.#host.changed({ locations });
  }
}

/** What the files say; one that makes no sense counts as absent, and is told. */
export async function readPreferences(report: (what: string, error: unknown) => void): Promise<Read> {
  const orDefault = async <T>(read: Promise<T>, usual: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof DialFailure)) throw error;
      report('the defaults are in force', error);
      return usual;
    }
  };
  const [settings, locations] = await Promise.all([
    orDefault(readSettings(), defaultSettings),
    orDefault(readLocations(), defaultLocations),
  ]);
  return { settings, locations };
}
