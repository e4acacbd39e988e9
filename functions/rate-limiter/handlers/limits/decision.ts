/** Whether a call may be made. Times in milliseconds. */
export type Decision<State> =
  | {
      readonly admitted: true;
      /** What is known of the tenant's calls from now on. */
      readonly state: State;
      /** How many more could be admitted at this moment. */
      readonly remaining: number;
    }
  | {
      readonly admitted: false;
      /** How long to wait, at least: an earlier call would be refused again. */
      readonly retryAfterMs: number;
    };
