/** protocol: which schemes are ours, and who answers for them. */
import type { CustomScheme } from 'electron';
import { host } from '../host.ts';

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, SchemeHandler>();
export const handlerOf = (scheme: string): SchemeHandler | undefined => handlers.get(scheme);

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly Pick<CustomScheme, 'scheme' | 'privileges'>[]): void {
    const [first, ...more] = schemes;
    if (first === undefined || more.length > 0) throw new Error('this host serves one scheme');
    host.scheme = first.scheme;
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (handlers.has(scheme)) throw new Error(`there is a handler for ${scheme} already`);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
};
