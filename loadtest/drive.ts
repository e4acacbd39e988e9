import type { Cloud } from '../kernel/cloud.ts';
import type { SystemUnderTest } from '../system/system.ts';
import type { Arrivals } from './arrivals.ts';
import type { LoadProgress } from './follow-client-log.ts';

/** What is to be driven: a load, by the system whose operations it sends. */
export interface DrivenLoad {
  readonly system: Pick<SystemUnderTest, 'folder' | 'workload'>;
  /** Base address of the API, with its stage; empty where the system has none. */
  readonly target: string;
  /** Where the operations go that do not go to the API. */
  readonly cloud: Cloud;
  /** When its users come, one after another; each of them with an operation. */
  readonly arrivals: readonly Arrivals[];
  /** How many operations the loads before this one in the run have: its own are numbered from there on. @default 0 */
  readonly after?: number | undefined;
  readonly seed: number;
  /** Begins all keys: under a new prefix the operations of a seed are sent anew. */
  readonly keyPrefix: string;
  /** Gets `client.jsonl` (one line an attempt), and of Artillery `artillery.json` and `artillery.log` (of a later load `artillery-<after>`). */
  readonly runDir: string;
  readonly signal: AbortSignal;
  readonly report: (progress: LoadProgress) => void;
}

/** Sends the operations of a load. Answers when every user has an answer or has given up. */
export type Drive = (load: DrivenLoad) => Promise<LoadProgress>;
