/** Connect To's fields as data: one set of credentials for each leg that has to log on, and what they become in the request. */
import type { CallRequest, CallResponse } from '../../../contract/app.ts';

export type KnownLogon = CallResponse<'logons'>['legs'][number];
type Logons = CallRequest<'dial'>['logons'];

export interface LogonFields {
  readonly user: string;
  readonly domain: string;
  /** What was typed; undefined while the kept password stands. */
  readonly typed: string | undefined;
  readonly save: boolean;
}

/** By entry. */
export type LogonForm = Readonly<Record<string, LogonFields>>;

/** As the window opens: who logged on last, and a kept password where there is one. */
export const openForm = (legs: readonly KnownLogon[]): LogonForm =>
  Object.fromEntries(
    legs
      .filter(({ connected }) => !connected)
      .map(({ entry, user, domain, saved, kept }) => [
        entry,
        { user, domain: domain ?? '', typed: saved ? undefined : '', save: kept },
      ]),
  );

export function changeForm(form: LogonForm, entry: string, change: Partial<LogonFields>): LogonForm {
  const before = form[entry];
  return before === undefined ? form : { ...form, [entry]: { ...before, ...change } };
}

/** Domains are a matter of tunnels to Windows networks. A leg about which nothing is said logs on with what is kept, or not at all. */
export function logonsOf(form: LogonForm, canSave: boolean): Logons {
  return Object.fromEntries(
    Object.entries(form)
      .filter(([, { user, typed }]) => user !== '' || (typed !== undefined && typed !== ''))
      .map(([entry, { user, domain, typed, save }]) => [
        entry,
        {
          user,
          ...(domain === '' ? {} : { domain }),
          password: typed === undefined ? ('saved' as const) : { typed },
          save: save && canSave,
        },
      ]),
  );
}

/** The field that waits to be filled in: the password that was refused, else the first that is empty. */
export function firstGap(
  form: LogonForm,
  refused: string | undefined,
): { readonly entry: string; readonly field: 'user' | 'password' } | undefined {
  if (refused !== undefined && form[refused] !== undefined) return { entry: refused, field: 'password' };
  for (const [entry, { user, typed }] of Object.entries(form)) {
    if (user === '') return { entry, field: 'user' };
    if (typed === '') return { entry, field: 'password' };
  }
  return undefined;
}
