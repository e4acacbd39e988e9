/** A resource with properties whose values are not the defaults, and what they are changed to, where they can be. */
export interface Sample {
  readonly type: string;
  readonly first: Properties;
  readonly second?: Properties;
  /** Logical ids of what must be there before. */
  readonly after?: readonly string[];
}

export type Properties = Readonly<Record<string, unknown>>;
export type Samples = Readonly<Record<string, Sample>>;

/** The ARN of a resource in the engine's account and region. */
export const arn = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:000000000000:${rest}`;

/** Tags as most types have them. */
export const tags = (...values: readonly string[]): readonly object[] =>
  values.map((value, index) => ({ Key: `tag-${index}`, Value: value }));
