/** Dialing Properties, and the locations it keeps. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Locations } from '../../contract/locations.ts';
import { defaultLocations } from '../../contract/locations.ts';
import type { Dialler } from '../desktop/dialler.ts';
import { lastAct } from './last-act.ts';

type Location = Locations['locations'][number];

/** Locations with these names and differences; the first one is where the user is. */
export function locationsOf(places: Readonly<Record<string, Partial<Location>>>): Locations {
  const [usual] = defaultLocations.locations;
  const [current] = Object.keys(places);
  if (usual === undefined || current === undefined) throw new Error('there is always a location');
  const locations = Object.entries(places).map(([name, place]) => ({ ...usual, ...place, name }));
  return { ...defaultLocations, current, locations };
}

/** As if the user had made them before. */
export async function haveLocations(dialler: Dialler, locations: Locations): Promise<void> {
  const folder = await dialler.window('folder');
  await folder.evaluate((wanted) => window.dialup.call('saveLocations', { locations: wanted }), locations);
}

/** The file, as the next start of the program reads it. */
export const locationsOnDisk = (dialler: Dialler): Locations =>
  JSON.parse(
    readFileSync(join(dialler.home, '.config/dial-up-networking/locations.json'), 'utf8'),
  ) as Locations;

export class DialingWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async of(dialler: Dialler): Promise<DialingWindow> {
    return new DialingWindow(await dialler.window('dialing'));
  }

  get from(): Locator {
    return this.page.getByLabel('I am dialing from:');
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  async press(button: string): Promise<void> {
    await lastAct(this.page.getByRole('button', { name: button, exact: true }).click());
  }
}
