import type { Cloud } from '../../kernel/cloud.ts';
import type { Drive } from '../../loadtest/drive.ts';
import type { Deployed } from '../../system/deployed.ts';
import type { SystemUnderTest } from '../../system/system.ts';
import type { Experiment } from '../file/experiment.ts';
import type { StartGuard } from '../guard/start-guard.ts';
import type { ReadInjections } from '../watch/fired-faults.ts';

export interface RunOptions {
  readonly experiment: Experiment;
  readonly system: SystemUnderTest;
  readonly cloud: Cloud;
  readonly deployed: Deployed;
  /** Sends the operations of its loads. */
  readonly drive: Drive;
  /** Takes the rates of the experiment as they are: nobody measures first what the system takes. */
  readonly asAsked?: boolean | undefined;
  /** Gets `journal.jsonl`, `metrics.jsonl`, `client.jsonl` and `audit.json`. */
  readonly runDir: string;
  readonly report: (line: string) => void;
  /** Interrupts the run: faults are ended, then its reason is thrown. */
  readonly signal: AbortSignal;
  /** Aborts the experiment, with an `Aborted` as its reason: faults are ended, and the run comes to its verdict. */
  readonly aborts?: AbortSignal | undefined;
  readonly readInjections: ReadInjections;
  /** Moves dead letters back to their queues, and lets what was parked go on. */
  readonly redrive: () => Promise<unknown>;
  /** Sets a guard over the faults. @default a process of its own */
  readonly guard?: StartGuard | undefined;
  /** The sabotage that the functions were deployed with, for the journal. */
  readonly sabotage?: string | undefined;
  /** @default the experiment's own */
  readonly operations?: number | undefined;
  /** Operations a second at most, of its first load; all others in proportion. @default the experiment's own */
  readonly rate?: number | undefined;
  /** @default the experiment's own */
  readonly seed?: number | undefined;
}
