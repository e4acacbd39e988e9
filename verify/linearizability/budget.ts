/** When to give up: asked now and then. */
export interface Budget {
  readonly outOfTime: () => boolean;
  /** Of visited configurations and states. */
  readonly bytes: number;
}
