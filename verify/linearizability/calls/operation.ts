/** An operation as a model sees it. */
export interface Operation {
  readonly f: string;
  /** The value of the invocation. */
  readonly input: unknown;
  /** The value of the `ok`; undefined when the operation never returned. */
  readonly output: unknown;
  /** Whether it returned. One that did not may have taken effect at any time, or never. */
  readonly returned: boolean;
}
