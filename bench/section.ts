/** What one benchmark hands over to be printed and recorded. */

export interface Target {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Section {
  readonly title: string;
  /** How each figure was made, in full sentences, without a date. */
  readonly how: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly targets: readonly Target[];
}

/** A section's name for the command line, and what measures it. */
export interface Benchmark {
  readonly name: string;
  readonly run: () => Promise<Section[]>;
}
