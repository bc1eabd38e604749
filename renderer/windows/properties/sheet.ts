/** The state of the property sheet: what was opened, what was changed, and what became of the entry on disk meanwhile. */
import type { EntryView } from '../../../contract/app.ts';
import type { Draft } from '../../store/draft-entry.ts';
import { same } from '../../store/draft-entry.ts';

export interface Sheet {
  /** The entry as it is on disk, as far as the sheet has taken notice. */
  readonly original: Draft;
  readonly draft: Draft;
  /** It was changed or deleted by somebody else after changes were made here; the user decides. */
  readonly elsewhere?: Draft | 'deleted';
}

export const openSheet = (entry: Draft): Sheet => ({ original: entry, draft: entry });

export const isChanged = ({ original, draft }: Sheet): boolean => !same(original, draft);

/** The entry under its new name: the one that is there now, was not before, and is otherwise what we knew. */
function renamed(original: Draft, before: readonly Draft[], now: readonly Draft[]): Draft | undefined {
  const fresh = now.filter(
    (entry) =>
      !before.some(({ name }) => name === entry.name) &&
      same({ ...entry, name: '' }, { ...original, name: '' }),
  );
  return fresh.length === 1 ? fresh[0] : undefined;
}

/** What the sheet is after the phonebook went from `before` to `now`. */
export function reconciled(sheet: Sheet, before: readonly EntryView[], now: readonly EntryView[]): Sheet {
  const entries = now.map(({ entry }) => entry);
  const { original, draft } = sheet;
  const found = entries.find(({ name }) => name === original.name);
  if (found === undefined) {
    const follows = renamed(
      original,
      before.map(({ entry }) => entry),
      entries,
    );
    return follows === undefined
      ? { original, draft, elsewhere: 'deleted' }
      : { original: follows, draft: { ...draft, name: follows.name } };
  }
  if (same(found, original)) return sheet.elsewhere === undefined ? sheet : { original, draft };
  // What is on disk is what is shown here, or nothing was changed here: nothing to decide.
  if (same(found, draft) || !isChanged(sheet)) return openSheet(found);
  return { original, draft, elsewhere: found };
}

/** The user wants what is on disk. */
export const reloaded = (sheet: Sheet): Sheet =>
  sheet.elsewhere === undefined || sheet.elsewhere === 'deleted' ? sheet : openSheet(sheet.elsewhere);
