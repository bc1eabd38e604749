/** Repeated measurements as one figure: the median, and how far the others lay from it. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('the median of nothing');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Three significant digits, without an exponent. */
export function digits(value: number): string {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))));
  return value.toFixed(Math.min(decimals, 2));
}

/** `median (least to most)`. */
export function spread(values: readonly number[]): string {
  return values.length === 1
    ? digits(median(values))
    : `${digits(median(values))} (${digits(Math.min(...values))} to ${digits(Math.max(...values))})`;
}
