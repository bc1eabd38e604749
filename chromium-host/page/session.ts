/** session.defaultSession: main's say over what pages may have and load. There is no other session. */
import { EventEmitter } from 'node:events';
import type { Preventable } from '../event.ts';

interface Events {
  /** Never comes: the browser has been told to deny every download. */
  'will-download': [event: Preventable];
}

/** Which page asks. */
export interface Asking {
  readonly id: number;
}

export type PermissionRequestHandler = (
  contents: Asking,
  permission: string,
  callback: (granted: boolean) => void,
) => void;
export type PermissionCheckHandler = (
  contents: Asking | null,
  permission: string,
  requestingOrigin: string,
) => boolean;

export interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}
export type BeforeRequest = (
  details: RequestDetails,
  callback: (response: { readonly cancel?: boolean }) => void,
) => void;

/** Electron's names for permissions and the browser's; those of neither are never granted. */
const permissions = {
  'clipboard-read': 'clipboardReadWrite',
  'clipboard-sanitized-write': 'clipboardSanitizedWrite',
  notifications: 'notifications',
} as const;

export class HostSession extends EventEmitter<Events> {
  #request: PermissionRequestHandler | null = null;
  #check: PermissionCheckHandler | null = null;
  #beforeRequest: BeforeRequest | null = null;

  readonly webRequest = {
    onBeforeRequest: (
      first: BeforeRequest | null | { readonly urls: readonly string[] },
      second?: BeforeRequest | null,
    ): void => {
      this.#beforeRequest = (typeof first === 'object' ? second : first) ?? null;
    },
  };

  /** Decides like the check below: a browser without prompts asks once, before a page is there. */
  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
    this.#check = handler;
  }

  /** What a page at this origin is granted; everything else is denied without asking anybody. */
  async granted(contents: Asking, origin: string): Promise<string[]> {
    const granted: string[] = [];
    for (const [name, browserName] of Object.entries(permissions)) {
      const asked = await new Promise<boolean>((resolve) => {
        if (this.#request === null) resolve(true);
        else this.#request(contents, name, resolve);
      });
      if (asked && this.#check?.(contents, name, origin) !== false) granted.push(browserName);
    }
    return granted;
  }

  /** Main may cancel any request. */
  allows({ url, method, resourceType }: RequestDetails): Promise<boolean> {
    const handler = this.#beforeRequest;
    if (handler === null) return Promise.resolve(true);
    return new Promise((resolve) => {
      handler({ url, method, resourceType }, ({ cancel }) => resolve(cancel !== true));
    });
  }
}

export const defaultSession = new HostSession();
export const session = { defaultSession };
