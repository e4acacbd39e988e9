/** Why a process of its own could not do its work. */
export interface Failure {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly hint?: string | undefined;
  /** Whether the user can mend it. */
  readonly isUsage: boolean;
}

/** What such a process says: lines of progress, then how it ended. */
export type News = { readonly line: string } | { readonly done: true } | { readonly failed: Failure };
