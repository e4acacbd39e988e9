import type { JournalStep } from '../../run/run-files.ts';

/** What a run is doing. */
export interface Stage {
  /** In a few words. */
  readonly says: string;
  /** Epoch ms; undefined where nobody knows. */
  readonly since: number | undefined;
  /** Faults come and go, and may be asked to. */
  readonly isMethod: boolean;
  /** An experiment is under way: it can be aborted. */
  readonly isUnderWay: boolean;
  /** Nothing more will come of it: it was judged, or ended without. */
  readonly isOver: boolean;
}

const phases: Readonly<Record<string, string>> = {
  'steady-state-before': 'Looking whether the system is in its steady state',
  method: 'Load and faults',
  rollbacks: 'Ending all faults',
  quiet: 'Waiting until nothing moves any more',
  'steady-state-after': 'Looking for the steady state again',
  residue: 'Looking for what faults have left behind',
};

/** What a run is doing, by its journal. */
export function stageOf(journal: readonly JournalStep[], isJudged: boolean): Stage {
  const idle = { isMethod: false, isUnderWay: false, isOver: false };
  if (isJudged) return { ...idle, says: 'The run is over, and judged', since: undefined, isOver: true };
  const end = journal.findLast(({ step, status }) => step === 'experiment' && status !== 'started');
  if (end?.status === 'failed' || end?.status === 'interrupted') {
    const how = end.status === 'failed' ? 'failed' : 'was interrupted';
    return { ...idle, says: `The experiment ${how}: ${errorOf(end)}`, since: end.at, isOver: true };
  }
  if (end !== undefined) {
    const how = end.status === 'aborted' ? `The experiment was aborted (${errorOf(end)}). ` : '';
    return { ...idle, says: `${how}Collecting and judging`, since: end.at };
  }
  const begun = journal.findLast(({ step, status }) => step in phases && status === 'started');
  if (begun === undefined) {
    const first = journal[0];
    return first === undefined
      ? { ...idle, says: 'LocalStack starts, and the system is deployed', since: undefined }
      : { ...idle, says: 'The experiment begins', since: first.at, isUnderWay: true };
  }
  const aborting = journal.some(({ step }) => step === 'abort');
  const says = `${aborting ? 'Aborting. ' : ''}${phases[begun.step]}`;
  return { says, since: begun.at, isMethod: begun.step === 'method' && !aborting, isUnderWay: true, isOver: false };
}

/** What a step says went wrong. */
export function errorOf({ detail }: JournalStep): string {
  return typeof detail?.error === 'string' ? detail.error : 'the journal does not say why';
}
