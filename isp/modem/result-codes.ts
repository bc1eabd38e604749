/** What the modem answers: result codes in words and numbers, and which of them each X level knows. */
import type { Profile } from './registers.ts';
import { register } from './registers.ts';

export type Result =
  | 'OK'
  | 'CONNECT'
  | 'RING'
  | 'NO CARRIER'
  | 'ERROR'
  | 'NO DIAL TONE'
  | 'BUSY'
  | 'NO ANSWER'
  | 'RINGING'
  | 'VOICE'
  | 'DELAYED'
  | 'BLACKLISTED';

/** Numbers as on US Robotics' Courier; DELAYED and BLACKLISTED, which it lacks, as on Rockwell's chips. */
const numeric: Readonly<Record<Result, number>> = {
  OK: 0,
  CONNECT: 1,
  RING: 2,
  'NO CARRIER': 3,
  ERROR: 4,
  'NO DIAL TONE': 6,
  BUSY: 7,
  'NO ANSWER': 8,
  RINGING: 11,
  VOICE: 12,
  DELAYED: 24,
  BLACKLISTED: 32,
};

const numericConnect: Readonly<Record<number, number>> = {
  1200: 5,
  2400: 10,
  9600: 13,
  4800: 18,
  7200: 20,
  12000: 21,
  14400: 25,
  16800: 43,
  19200: 85,
  21600: 91,
  24000: 99,
  26400: 103,
  28800: 107,
  31200: 151,
  33600: 155,
};

/** The lowest X level that tells each of these apart; below it the caller hears only NO CARRIER, or nothing (RINGING). */
const level: Readonly<Partial<Record<Result, number>>> = {
  'NO DIAL TONE': 2,
  BUSY: 3,
  'NO ANSWER': 3,
  RINGING: 4,
  VOICE: 4,
  DELAYED: 4,
  BLACKLISTED: 4,
};

/** The result as this profile would say it; undefined where it says nothing. X3 alone does not listen for a dial tone. */
function resultAtLevel(result: Result, extended: number): Result | undefined {
  const heard =
    result === 'NO DIAL TONE' ? extended === 2 || extended >= 4 : extended >= (level[result] ?? 0);
  if (heard) return result;
  return result === 'RINGING' ? undefined : 'NO CARRIER';
}

/** The characters of one result code, empty when the profile keeps it back. */
export function formatResult(result: Result, profile: Profile, speed?: number): string {
  const said = resultAtLevel(result, profile.extended);
  if (profile.quiet || said === undefined) return '';
  const withSpeed = said === 'CONNECT' && speed !== undefined && profile.extended > 0;
  const cr = String.fromCharCode(profile.registers[register.carriageReturn] ?? 13);
  const lf = String.fromCharCode(profile.registers[register.lineFeed] ?? 10);
  if (profile.verbose) return `${cr}${lf}${withSpeed ? `CONNECT ${speed}` : said}${cr}${lf}`;
  return `${withSpeed ? (numericConnect[speed] ?? numeric.CONNECT) : numeric[said]}${cr}`;
}
