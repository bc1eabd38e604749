/** The states of one leg, by their RAS names (RASCONNSTATE), in the order a call passes through them. */
export const dialStates = [
  'openPort',
  'portOpened',
  'connectDevice',
  'deviceConnected',
  'interactive',
  'allDevicesConnected',
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

/** What the state interactive says about itself: who has the line. Nobody has to answer while it is a script. */
export const interactiveDetail = {
  before: 'a terminal before dialing',
  after: 'a terminal after dialing',
  script: 'the script of the entry',
} as const;

/** What the state allDevicesConnected says about itself when not one frame has come for a while. The call goes on asking. */
export const unansweredDetail = 'nothing has come back yet';

/** Which part of a chained connection: the call to the provider, or the tunnel inside it. */
export const legs = ['modem', 'isp', 'tunnel'] as const;
export type Leg = (typeof legs)[number];
