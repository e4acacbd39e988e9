/** One line or layer of a chart over time: a value for each bucket of the span, undefined where nothing was measured. */
export interface Series {
  readonly label: string;
  /** A custom property of the style sheet, such as `--p95`. */
  readonly colour: string;
  readonly values: readonly (number | undefined)[];
}
