/** Which legs and layers are switched on, and the filter that follows from it. */
import { legs } from '../../../contract/dial-state.ts';
import type { Leg } from '../../../contract/dial-state.ts';
import type { LogFilter } from '../../../contract/log-filter.ts';
import { logLayers } from '../../../contract/log.ts';
import type { LogRecord } from '../../../contract/log.ts';

export type Layer = LogRecord['layer'];

export const legNames: Readonly<Record<Leg, string>> = {
  modem: 'Modem',
  isp: 'Provider',
  tunnel: 'Tunnel',
};

export const layerNames: Readonly<Record<Layer, string>> = {
  call: 'Call',
  modem: 'Modem',
  lcp: 'LCP',
  auth: 'Auth',
  ccp: 'CCP',
  ipcp: 'IPCP',
  ipv6cp: 'IPV6CP',
  ppp: 'PPP',
  pptp: 'PPTP',
  gre: 'GRE',
  route: 'Route',
  dns: 'DNS',
};

/** For those who meet the abbreviations for the first time. */
export const layerMeanings: Readonly<Record<Layer, string>> = {
  call: 'The call itself: its states, its beginning and end',
  modem: 'The dialogue with the modem',
  lcp: 'Link Control Protocol: both ends agree how they talk',
  auth: 'Authentication: who logs on, and how it is proved',
  ccp: 'Compression Control Protocol: compression and encryption',
  ipcp: 'IP Control Protocol: addresses and name servers',
  ipv6cp: 'The same for IPv6',
  ppp: 'Everything else about the link',
  pptp: 'The control connection of a tunnel',
  gre: 'The packets of a tunnel',
  route: 'Routes that were set and taken back',
  dns: 'Name servers that were set and taken back',
};

const without = <T>(all: readonly T[], chosen: readonly T[] | undefined, one: T): T[] | undefined => {
  const held = chosen ?? all;
  const next = all.filter((each) => (each === one ? !held.includes(one) : held.includes(each)));
  return next.length === all.length ? undefined : next;
};

const filterOf = (chosenLegs: Leg[] | undefined, chosenLayers: Layer[] | undefined): LogFilter => ({
  ...(chosenLegs !== undefined && { legs: chosenLegs }),
  ...(chosenLayers !== undefined && { layers: chosenLayers }),
});

export const legShown = ({ legs: chosen }: LogFilter, leg: Leg): boolean => chosen?.includes(leg) ?? true;
export const layerShown = ({ layers }: LogFilter, layer: Layer): boolean => layers?.includes(layer) ?? true;

export const withLegToggled = (filter: LogFilter, leg: Leg): LogFilter =>
  filterOf(without(legs, filter.legs, leg), filter.layers);

export const withLayerToggled = (filter: LogFilter, layer: Layer): LogFilter =>
  filterOf(filter.legs, without(logLayers, filter.layers, layer));
