/** One line or layer of a chart over time: a value for each bucket of the span, undefined where nothing was measured. */
export interface Series {
  readonly label: string;
  /** A custom property of the style sheet, such as `--p95`. */
  readonly colour: string;
  readonly values: readonly (number | undefined)[];
}

/** The value below or at which a share of the sorted values lies (nearest rank); undefined of nothing. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
