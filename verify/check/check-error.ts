import leven from 'leven';

/** A checker, a model or an option that does not exist, or a file that holds none: what was asked for and what there is. */
export class CheckError extends Error {
  override readonly name = 'CheckError';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** `; did you mean "x"?` for a name that is close to a known one. */
export function meantBy(name: string, known: readonly string[]): string {
  const close = known.find((each) => leven(each, name) <= Math.max(2, name.length >> 2));
  return close === undefined ? '' : `; did you mean "${close}"?`;
}
