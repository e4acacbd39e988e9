/** An event source mapping from a queue to a function, by physical names. */
export interface DeployedMapping {
  readonly function: string;
  readonly queue: string;
  readonly uuid: string;
}

/** A queue and its dead-letter queue, by physical names. */
export interface DeployedRedrive {
  readonly queue: string;
  readonly deadLetterQueue: string;
}

/** Where the faults of a system are asked for. */
export interface ChaosNames {
  /** The table in which their rules lie. */
  readonly table: string;
  /** The chaos functions, by the end of their names. */
  readonly functions: Readonly<Record<string, string>>;
}

/** What a deployed system is made of, by physical names, as its template and its stack tell. */
export interface Deployed {
  /** Base addresses of its HTTP APIs, without a slash at the end. */
  readonly addresses: readonly string[];
  readonly functions: readonly string[];
  /** Queues that work flows through: every one whose messages a function takes. */
  readonly queues: readonly string[];
  readonly deadLetterQueues: readonly string[];
  /** Queues whose messages no function of the system takes: what it tells others. They are not among `queues`. */
  readonly outputQueues: readonly string[];
  /** Which queue gives up its messages to which. */
  readonly redrives: readonly DeployedRedrive[];
  readonly mappings: readonly DeployedMapping[];
  readonly tables: readonly string[];
  /** By their ARNs. */
  readonly stateMachines: readonly string[];
  readonly chaos: ChaosNames;
}
