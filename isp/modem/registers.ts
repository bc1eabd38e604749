/** The S-registers and switches of the virtual modem, with their factory values. */

/** The registers something here depends on, by the numbers every Hayes manual gives them. */
export const register = {
  /** Rings before the modem answers by itself; 0: never. */
  autoAnswer: 0,
  /** Rings counted so far. */
  ringCount: 1,
  /** The character of `+++`; above 127 there is no escape. */
  escapeCharacter: 2,
  carriageReturn: 3,
  lineFeed: 4,
  backspace: 5,
  /** Seconds to wait for the other end's carrier. */
  carrierWait: 7,
  /** Seconds a comma in the number pauses. */
  pause: 8,
  /** Silence around `+++`, in fiftieths of a second. */
  guardTime: 12,
} as const;

const factoryRegisters: Readonly<Record<number, number>> = {
  [register.autoAnswer]: 0,
  [register.ringCount]: 0,
  [register.escapeCharacter]: 43,
  [register.carriageReturn]: 13,
  [register.lineFeed]: 10,
  [register.backspace]: 8,
  6: 2,
  [register.carrierWait]: 50,
  [register.pause]: 2,
  9: 6,
  10: 14,
  11: 95,
  [register.guardTime]: 50,
};

/** What AT&W stores, ATZ brings back and AT&F forgets. */
export interface Profile {
  /** E: echo in command state. */
  echo: boolean;
  /** Q: result codes are kept back. */
  quiet: boolean;
  /** V: result codes in words. */
  verbose: boolean;
  /** X: which result codes exist at all. */
  extended: number;
  registers: Uint8Array;
}

export function factoryProfile(): Profile {
  const registers = new Uint8Array(256);
  for (const [number, value] of Object.entries(factoryRegisters)) registers[Number(number)] = value;
  return { echo: true, quiet: false, verbose: true, extended: 4, registers };
}

export function copyProfile(profile: Profile): Profile {
  return { ...profile, registers: profile.registers.slice() };
}
