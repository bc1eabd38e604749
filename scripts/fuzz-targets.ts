/** The libFuzzer programs in native/fuzz; each has a seed corpus in testdata/fuzz/. */
export const fuzzTargets = ['fuzz_hdlc', 'fuzz_gre', 'fuzz_mppe', 'fuzz_mss'] as const;
