/** The states of one leg, by their RAS names (RASCONNSTATE), in the order a call passes through them. */
export const dialStates = [
  'openPort',
  'portOpened',
  'connectDevice',
  'deviceConnected',
  'allDevicesConnected',
  'interactive',
  'authenticate',
  'authNotify',
  'retryAuthentication',
  'passwordExpired',
  'authProject',
  'projected',
  'connected',
  'waitForRedial',
  'disconnecting',
  'disconnected',
] as const;
export type DialState = (typeof dialStates)[number];

/** Which part of a chained connection: the call to the provider, or the tunnel inside it. */
export const legs = ['modem', 'isp', 'tunnel'] as const;
export type Leg = (typeof legs)[number];
