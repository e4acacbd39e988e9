import * as z from 'zod';
import type { JournalStep } from '../../run/run-files.ts';
import type { FaultFact } from '../../verify/verdict/verdict-schema.ts';
import { deadLetterQueuesIn } from './dead-letter-queue.ts';
import type { Run } from './run.ts';

/** A stretch of time, in epoch milliseconds. */
export interface Stretch {
  readonly startedAt: number;
  /** Absent where the run ended first. */
  readonly endedAt: number | undefined;
}

/** A stretch of time in which a fault was active. */
export interface FaultWindow extends Stretch {
  readonly rule: string;
  readonly fault: string | undefined;
  /** What the rule asked for, in words; absent where the journal does not tell. */
  readonly terms: string | undefined;
  /** From its end until no message waited in a work queue; null: not seen; undefined: it has no end, or there is no queue. */
  readonly drainedAfterMs: number | null | undefined;
  /** What the judge says about it; absent in a run that was not judged. */
  readonly fact: FaultFact | undefined;
}

const prefix = 'fault:';

/** The fault windows of a run in order of time: from the verdict, or from the journal where there is none. */
export function faultWindows(
  run: Pick<Run, 'verdict' | 'journal' | 'ledger' | 'metrics' | 'queues'>,
): readonly FaultWindow[] {
  const more = (rule: string, endedAt: number | undefined) => ({
    terms: termsOf(run.journal, rule),
    drainedAfterMs: endedAt === undefined ? undefined : drained(run, endedAt),
  });
  const judged = (run.verdict?.faults ?? []).flatMap((fact): FaultWindow[] => {
    const { rule, fault, startedAt, endedAt } = fact;
    return startedAt === undefined ? [] : [{ rule, fault, startedAt, endedAt, fact, ...more(rule, endedAt) }];
  });
  const rules = new Set(judged.map(({ rule }) => rule));
  const faultOf = new Map(run.ledger.map(({ rule, fault }) => [rule, fault]));
  const noted = fromJournal(run.journal)
    .filter(({ rule }) => !rules.has(rule))
    .map((window): FaultWindow => {
      const { rule, endedAt } = window;
      return {
        ...window,
        fault: faultOf.get(rule) ?? notedRule(run.journal, rule)?.fault,
        fact: undefined,
        ...more(rule, endedAt),
      };
    });
  return [...judged, ...noted].sort((a, b) => a.startedAt - b.startedAt);
}

/** Windows that overlap as one stretch, so that a shade does not grow darker with every rule. @param last ends what never ended */
export function merged(windows: readonly Stretch[], last: number): readonly (Stretch & { readonly endedAt: number })[] {
  const stretches: { startedAt: number; endedAt: number }[] = [];
  for (const { startedAt, endedAt = last } of windows) {
    const open = stretches.at(-1);
    if (open !== undefined && startedAt <= open.endedAt) open.endedAt = Math.max(open.endedAt, endedAt);
    else stretches.push({ startedAt, endedAt });
  }
  return stretches;
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

function drained(run: Pick<Run, 'metrics' | 'queues'>, endedAt: number): number | null | undefined {
  const dead = deadLetterQueuesIn(run);
  const depths = run.metrics
    .filter(({ at }) => at >= endedAt)
    .map(({ at, queues }) => {
      const work = Object.entries(queues).flatMap(([name, depth]) => (dead.has(name) ? [] : [depth]));
      return { at, work };
    })
    .filter(({ work }) => work.length > 0);
  if (depths.length === 0) return undefined;
  const empty = depths.find(({ work }) =>
    work.every(({ visible, inFlight, delayed }) => visible + inFlight + delayed === 0),
  );
  return empty === undefined ? null : empty.at - endedAt;
}

const ruleSchema = z.looseObject({
  fault: z.string().optional(),
  percentage: z.number().optional(),
  target: z.record(z.string(), z.unknown()).optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

type NotedRule = z.infer<typeof ruleSchema>;

/** A rule as the runner noted it. */
function notedRule(journal: readonly JournalStep[], rule: string): NotedRule | undefined {
  const step = journal.find((one) => one.step === `${prefix}${rule}` && one.status === 'started');
  return ruleSchema.safeParse(step?.detail?.rule).data;
}

/** A rule as its author wrote it. */
function termsOf(journal: readonly JournalStep[], rule: string): string | undefined {
  const noted = notedRule(journal, rule);
  return noted && ruleInWords(noted);
}

/** What of a rule its author wrote and a reader wants to know: `30 %, function faultline-payments, delayMs 300`. */
export function ruleInWords({ percentage, target = {}, parameters = {} }: NotedRule): string | undefined {
  const pairs = Object.entries({ ...target, ...parameters }).map(([name, value]) => `${name} ${wordsOf(value)}`);
  return [...(percentage === undefined ? [] : [`${percentage} %`]), ...pairs].join(', ') || undefined;
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${wordsOf(part)}`)
    .join(' ');
}
