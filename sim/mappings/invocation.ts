/** How a synchronous invocation ended. */
export type Invoked =
  /** The function answered; its answer as the JSON that it is. */
  | { readonly kind: 'answered'; readonly payload: unknown }
  /** It threw, ran out of time, or its environment ended. */
  | { readonly kind: 'failed' }
  /** No environment was free for it: it surely has not begun. */
  | { readonly kind: 'throttled' };

/** Invokes the function of a mapping; `done` is told once how it ended. */
export type Invoke = (event: { readonly Records: readonly object[] }, done: (ended: Invoked) => void) => void;

/** A clock with an agenda. */
export interface Timeline {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Runs something once, at a time; returns what calls it off. */
  at(atMs: number, run: () => void): () => void;
}

/** A filter as mappings have it: a pattern in JSON. */
export interface FilterCriteria {
  readonly Filters?: readonly { readonly Pattern?: string }[];
}

/** A mapping that runs. */
export interface Mapping {
  /** Takes other settings; what runs already runs on by the old ones. */
  update(changed: object): void;
  /** Polls no more; what runs already runs on. */
  stop(): void;
}
