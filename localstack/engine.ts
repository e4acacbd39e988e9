import type { Cloud } from '../kernel/cloud.ts';

/** A way to run LocalStack. The rest of the lab does not know which one it has. */
export interface Engine {
  readonly kind: 'host' | 'docker' | 'endpoint';
  /**
   * Starts LocalStack, installing first what is missing; does nothing if it runs already. Returns when it is ready for use.
   *
   * @param report is told what is going on, in a few words
   * @param signal stops the attempt; nothing is left behind then
   * @throws UsageError if something is missing or the port is in use
   */
  up(report: (line: string) => void, signal?: AbortSignal): Promise<Cloud>;
  /** Ends all that `up` has started, and removes its temp files; does nothing if nothing runs. */
  down(): Promise<void>;
  status(): Promise<EngineStatus>;
}

/** What runs now. */
export interface EngineStatus {
  readonly kind: Engine['kind'];
  readonly endpoint: string;
  readonly running: boolean;
  /** It has no plug-in of ours: what it can do has to be asked. */
  readonly foreign?: boolean;
  /** LocalStack's version. */
  readonly version?: string;
  /** LocalStack's process on this machine, if it is ours. */
  readonly pid?: number;
  /** Epoch milliseconds. */
  readonly startedAt?: number;
  /** State by service, such as `running` or `available` (not loaded yet). */
  readonly services: Readonly<Record<string, string>>;
  /** Where LocalStack writes its log. */
  readonly logFile?: string;
}
