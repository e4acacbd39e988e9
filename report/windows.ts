import type { JournalStep } from '../observe/run-files.ts';
import type { FaultFact } from '../verify/verdict-schema.ts';
import type { Run } from './run.ts';

/** A stretch of time in which a fault was active. Times are epoch milliseconds. */
export interface FaultWindow {
  readonly rule: string;
  readonly fault: string | undefined;
  readonly startedAt: number;
  /** Absent where the run ended first. */
  readonly endedAt: number | undefined;
  /** What the judge says about it; absent in a run that was not judged. */
  readonly fact: FaultFact | undefined;
}

const prefix = 'fault:';

/** The fault windows of a run in order of time: from the verdict, or from the journal where there is none. */
export function faultWindows(run: Pick<Run, 'verdict' | 'journal' | 'ledger'>): readonly FaultWindow[] {
  const judged = (run.verdict?.faults ?? []).flatMap((fact): FaultWindow[] => {
    const { rule, fault, startedAt, endedAt } = fact;
    return startedAt === undefined ? [] : [{ rule, fault, startedAt, endedAt, fact }];
  });
  const rules = new Set(judged.map(({ rule }) => rule));
  const faultOf = new Map(run.ledger.map(({ rule, fault }) => [rule, fault]));
  const noted = fromJournal(run.journal)
    .filter(({ rule }) => !rules.has(rule))
    .map((window): FaultWindow => ({ ...window, fault: faultOf.get(window.rule), fact: undefined }));
  return [...judged, ...noted].sort((a, b) => a.startedAt - b.startedAt);
}

function fromJournal(journal: readonly JournalStep[]): Pick<FaultWindow, 'rule' | 'startedAt' | 'endedAt'>[] {
  const windows: { rule: string; startedAt: number; endedAt: number | undefined }[] = [];
  for (const { at, step, status } of journal) {
    if (!step.startsWith(prefix)) continue;
    const rule = step.slice(prefix.length);
    const open = windows.find((window) => window.rule === rule && window.endedAt === undefined);
    if (status === 'started') {
      if (open === undefined) windows.push({ rule, startedAt: at, endedAt: undefined });
    } else if (open !== undefined) open.endedAt = at;
  }
  return windows;
}
