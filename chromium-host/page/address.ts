/**
 * A stock Chromium knows no schemes of ours: what main calls dun://app/… is https://dun.invalid/… in the browser. The name can
 * never exist (RFC 6761), and every request for it is answered by us before it could leave.
 */

const ourHost = 'app';

export function toBrowser(address: string): string {
  const url = new URL(address);
  if (url.protocol === 'https:' || url.host !== ourHost)
    throw new Error(`not an address of ours: ${address}`);
  return `https://${url.protocol.slice(0, -1)}.invalid${url.pathname}${url.search}${url.hash}`;
}

/** Undefined: not a page of ours. */
export function fromBrowser(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const scheme = /^([a-z][a-z0-9+-]*)\.invalid$/.exec(url.host)?.[1];
  if (url.protocol !== 'https:' || scheme === undefined || url.username !== '' || url.password !== '') {
    return undefined;
  }
  return `${scheme}://${ourHost}${url.pathname}${url.search}${url.hash}`;
}
