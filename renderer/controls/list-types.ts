/** What a list view is given to show. */
import type { IconName } from './Icon.tsx';

export interface ListItem {
  /** Never changes while the thing is the same; what selection and focus hold on to. */
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  /** A short word beneath the label of a large icon, and after it in the list: what is going on with it. */
  readonly note?: string | undefined;
  /** By column. */
  readonly cells?: Readonly<Record<string, string>>;
  readonly title?: string | undefined;
}

export interface ListColumn {
  readonly id: string;
  readonly title: string;
  /** In pixels, to begin with. */
  readonly width: number;
  readonly align?: 'end';
  /** Its head can be pressed. */
  readonly sortable?: boolean;
}

export interface ListSort {
  readonly column: string;
  readonly descending: boolean;
}
