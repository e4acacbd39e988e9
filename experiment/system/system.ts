/** What the runner needs to know of a system to load, watch and break it. */
export interface SystemUnderTest {
  /** Base address of its HTTP API, without a slash at the end. */
  readonly apiUrl: string;
  /** Names of the queues that must be empty when the system is quiet. */
  readonly queues: readonly string[];
  /** Names of their dead-letter queues. */
  readonly deadLetterQueues: readonly string[];
  /** A sparse index that holds exactly the sagas without a final state, under one value of its partition key. */
  readonly openSagas: {
    readonly table: string;
    readonly index: string;
    readonly key: { readonly name: string; readonly value: string };
    /** The attribute with the time at which a saga began, epoch milliseconds. */
    readonly startedAt: string;
  };
  /** Functions that faults may change, for the proof that nothing remains. */
  readonly functions: readonly string[];
  /** Tables that faults may change. */
  readonly tables: readonly string[];
  readonly chaos: {
    readonly table: string;
    readonly latencyFunction: string;
    readonly throttleFunction: string;
    readonly failureFunction: string;
  };
}
