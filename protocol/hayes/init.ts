/** The init strings an entry has when its user gave none. */

/**
 * Results in words, no echo, no automatic answer; safe for any modem. `&F` wipes the settings of WiFi modems, `&C` and
 * `&D` mean other things to them, and `X4` is an error there: those belong in the init of an entry that knows its modem.
 */
export const defaultInit: readonly string[] = ['ATQ0V1E0', 'ATS0=0'];
