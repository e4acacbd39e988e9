import type {
  Audit,
  ClientAttempt,
  Injection,
  JournalStep,
  Manifest,
  MetricsSample,
  QueueAfter,
  Refusal,
} from '../../run/run-files.ts';
import type { Sweep } from '../../run/sweep-file.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import type { Verdict } from '../../verify/verdict/verdict-schema.ts';

/** What became of one file of a run: how much of it was read, and what is wrong with the rest. */
export interface FileNote {
  readonly name: string;
  readonly present: boolean;
  /** Records read; 1 for a JSON file. */
  readonly records: number;
  /** One sentence each; empty where everything was read. */
  readonly problems: readonly string[];
}

/** Everything that a report is made of. A file that is missing or broken leaves its part empty and a note. */
export interface Run {
  readonly dir: string;
  readonly files: readonly FileNote[];
  readonly manifest: Manifest | undefined;
  readonly verdict: Verdict | undefined;
  readonly audit: Audit | undefined;
  /** Only of a crash-point sweep. */
  readonly sweep: Sweep | undefined;
  readonly client: readonly ClientAttempt[];
  readonly journal: readonly JournalStep[];
  readonly ledger: readonly Injection[];
  /** Faults that were due and did not act. */
  readonly refusals: readonly Refusal[];
  readonly metrics: readonly MetricsSample[];
  /** As they were found after quiet. */
  readonly queues: readonly QueueAfter[];
  /** In order, without what only a story would show of units that have none: see `shownIn`. */
  readonly history: readonly HistoryEvent[];
  /** Epoch milliseconds of time 0 of the history. */
  readonly origin: number;
}
