/**
 * A mistake in what the user gave, or something missing on the machine: not a bug of the lab.
 * The command line prints the message and the hint, without a stack, and exits with 3.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What to do about it, one or more lines. */
  readonly hint: string | undefined;

  /** @param message what was wrong, what was given and what was expected, in one sentence */
  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.hint = options.hint;
  }
}
