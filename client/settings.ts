/** The user's settings and dialling locations on disk. */
import type { Locations } from '../contract/locations.ts';
import { defaultLocations, locations } from '../contract/locations.ts';
import type { Settings } from '../contract/settings.ts';
import { defaultSettings, settings } from '../contract/settings.ts';
import { defaultLocationsPath, defaultSettingsPath } from './config-directory.ts';
import type { ConfigFile } from './config-file.ts';
import { readConfig, saveConfig } from './config-file.ts';

const settingsFile: ConfigFile<Settings> = {
  what: 'settings',
  schema: settings,
  defaults: defaultSettings,
};
const locationsFile: ConfigFile<Locations> = {
  what: 'locations',
  schema: locations,
  defaults: defaultLocations,
};

/** Rejects with a DialFailure (621, 622, 625) when the file makes no sense; a missing one is the defaults. */
export const readSettings = (path = defaultSettingsPath()): Promise<Settings> =>
  readConfig(path, settingsFile);

/** Rejects with a DialFailure (624). Keys of another version stay. */
export const saveSettings = (now: Settings, path = defaultSettingsPath()): Promise<void> =>
  saveConfig(path, settingsFile, now);

/** As `readSettings`. */
export const readLocations = (path = defaultLocationsPath()): Promise<Locations> =>
  readConfig(path, locationsFile);

/** As `saveSettings`. */
export const saveLocations = (now: Locations, path = defaultLocationsPath()): Promise<void> =>
  saveConfig(path, locationsFile, now);
