/** What a file says of an operation, in Jepsen's words, whatever the file is written in. */
export interface Said {
  readonly operation: unknown;
  /** Where it begins, from 1. */
  readonly line: number;
}
