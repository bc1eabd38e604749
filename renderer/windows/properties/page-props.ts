/** What every page of the sheet is given: the entry as it was, as it is being edited, and what is wrong with it. */
import type { Draft, Problems } from '../../store/draft-entry.ts';

export interface PageProps {
  readonly original: Draft;
  readonly draft: Draft;
  readonly problems: Problems;
  readonly onDraft: (draft: Draft) => void;
}
