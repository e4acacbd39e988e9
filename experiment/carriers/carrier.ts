/** What to start: a fault, where it aims and how hard it hits. */
export interface FaultRequest {
  /** Names it among all active faults. */
  readonly id: string;
  /** Name in the catalogue. */
  readonly fault: string;
  readonly target: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Share of the stable keys, with `first`, `every` and `keys` where the fault knows them. */
  readonly percentage: number;
  readonly first?: number | undefined;
  readonly every?: number | undefined;
  readonly keys?: string | undefined;
  readonly 'allow-loss'?: boolean | undefined;
  readonly seed: number;
  readonly durationMs: number;
  /** Epoch milliseconds; default: at once. */
  readonly startsAt?: number | undefined;
}

/** When a fault acts. Epoch milliseconds. */
export interface FaultTimes {
  readonly startsAt: number;
  readonly expiresAt: number;
}

/** A fault that acts, or will. */
export interface ActiveFault {
  readonly id: string;
  readonly fault: string;
  /** What carries it. */
  readonly carrier: Carrier['name'];
  /** What it aims at, in words. */
  readonly target: string;
  /** Epoch milliseconds; absent where nobody said. */
  readonly startsAt?: number | undefined;
  /** Epoch milliseconds; absent: until somebody ends it. */
  readonly expiresAt?: number | undefined;
  /** It has ended, but whoever started it may still be at work: it is looked at again. */
  readonly ending?: boolean;
}

/** The faults that are not over yet. What is `ending` was put back, and only its note waits for whoever might still interfere. */
export function acting(faults: readonly ActiveFault[]): ActiveFault[] {
  return faults.filter(({ ending }) => ending !== true);
}

/**
 * What holds the faults of some places and ends them: rules that functions read, settings that were changed, the requests of
 * a LocalStack. Every method may be called twice, and by anybody: nothing that it knows is in memory.
 */
export interface Carrier {
  readonly name: 'rules' | 'settings' | 'cloud';
  /** Whether a fault may be put in place before it starts. */
  readonly startsAhead: boolean;
  /** Starts a fault, and answers when it is in place. @throws Error that says why it is not */
  inject(request: FaultRequest): Promise<FaultTimes>;
  /** Puts off the end of a fault, epoch milliseconds; it goes on as it is. @throws Error if it has ended */
  extend(fault: Pick<FaultRequest, 'id' | 'fault'>, expiresAt: number): Promise<void>;
  /** Ends a fault; harmless if it has ended. @throws Error if it still acts */
  withdraw(fault: Pick<FaultRequest, 'id' | 'fault'>): Promise<void>;
  /** What acts or will, whoever started it. */
  active(): Promise<readonly ActiveFault[]>;
  /**
   * Ends everything that it carries, whoever started it, and asks no chaos function to do so: one that is starved by a fault
   * could not.
   * @returns what was there
   */
  endAll(): Promise<readonly ActiveFault[]>;
}
