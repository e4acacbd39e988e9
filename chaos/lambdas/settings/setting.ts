/** What is set, field by field; null: the field is not set. */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** A setting as the service tells it. */
export interface Reading {
  /** Every field that a fault may change. */
  readonly values: Values;
  /** False while the service is still carrying out a change and would refuse another. */
  readonly settled: boolean;
}

/**
 * One kind of setting of one AWS service: what a chaos lambda has to know to change it and to put it back. The rest (notes,
 * expiry, overlaps, crashes) is the same for all of them, in `change-setting.ts`.
 */
export interface Setting<Target, Effect> {
  /**
   * The name of what the target means, unique among the settings of its kind. It does not ask the service.
   * @throws Error if the target means nothing here, or several things
   */
  subjectOf(target: Target): string;
  /** @throws NoSuchTarget if it does not exist */
  read(subject: string): Promise<Reading>;
  /** Asks for these values and leaves other fields alone; harmless when they are there already. Need not wait until they are. */
  write(subject: string, values: Values): Promise<void>;
  /** The values that the effect means, for a setting that was found so. */
  wanted(effect: Effect, found: Values): Values;
  /** Why messages would be lost for ever by this change, if they would. */
  loses?(wanted: Values, found: Values): string | undefined;
}

/** The fields of these names. A field that the setting does not show is not set. */
export function pick(values: Values, names: Iterable<string>): Values {
  return Object.fromEntries([...names].map((name) => [name, values[name] ?? null]));
}

/** Whether the setting shows these values. */
export function shows(values: Values, expected: Values): boolean {
  return Object.entries(expected).every(([name, value]) => (values[name] ?? null) === value);
}
