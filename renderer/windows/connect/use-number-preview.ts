/** What would really be dialled, asked anew when the number or the place changes; the last question's answer counts. */
import { useEffect, useState } from 'react';
import type { Entry } from '../../../contract/phonebook.ts';
import type { Locations } from '../../../contract/locations.ts';
import { asDialError, call } from '../../bridge.ts';

export interface NumberPreview {
  readonly dialled?: string;
  readonly explanation?: string;
  /** Why it cannot be dialled. */
  readonly problem?: string;
}

export function useNumberPreview(entry: Entry | undefined, locations: Locations): NumberPreview {
  const [preview, setPreview] = useState<NumberPreview>({});
  // The same entry comes as a new object whenever the phonebook is told anew.
  const asked = entry === undefined ? undefined : JSON.stringify(entry);
  useEffect(() => {
    let current = true;
    const show = (answer: NumberPreview): void => {
      if (current) setPreview(answer);
    };
    if (asked === undefined) show({});
    else
      call('numberPreview', { entry: JSON.parse(asked) as Entry, locations }).then(show, (thrown: unknown) =>
        show({ problem: asDialError(thrown).cause }),
      );
    return () => {
      current = false;
    };
  }, [asked, locations]);
  return preview;
}
