/** A point of an invocation at which something can be done to its environment. */
export type Point = 'start' | 'before-call' | 'after-call' | 'before-acknowledgement';

/** What is done to an execution environment. */
export type Act = { readonly kind: 'kill' } | { readonly kind: 'pause'; readonly ms: number };

/** What faults do to one invocation. */
export interface Disturbance {
  /** What its clock shows too much. */
  readonly skewMs: number;
  /** What is due at a point, once. @param call the number of the call, from 1 */
  at(point: Point, call?: number): readonly Act[];
  /** What is due some time after the start. */
  readonly later: readonly { readonly afterMs: number; readonly due: () => readonly Act[] }[];
}

/** The environment that is disturbed. */
export interface Disturbed {
  readonly function: string;
  readonly stream: string;
  readonly keyField: string | undefined;
}

/** Decides what happens to an invocation; undefined for nothing. */
export type Disturb = (disturbed: Disturbed, requestId: string, payload: string) => Disturbance | undefined;
