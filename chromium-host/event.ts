/** An event whose default can be prevented, as Electron hands it to listeners, with whatever else the event tells. */

export interface Preventable {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable<Details extends object>(details: Details): Preventable & Details {
  let prevented = false;
  return Object.assign(
    {
      preventDefault: (): void => {
        prevented = true;
      },
      get defaultPrevented(): boolean {
        return prevented;
      },
    },
    details,
  );
}
