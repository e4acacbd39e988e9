import { clock, count, counted, duration, shortened } from '../markup/format.ts';
import type { Status } from '../markup/status.ts';
import { coverageSentence, coverageTableOf } from './coverage-table.ts';
import { eventAt, momentOf } from './events.ts';
import { loadSentence, overloadSentence } from './load-words.ts';
import type { Run } from './run.ts';
import type { Span } from './span.ts';
import { hitOf } from './units/offenders.ts';
import { countedUnits, type UnitName } from './units/unit-name.ts';
import type { Units } from './units/units.ts';
import type { FaultWindow } from './windows.ts';

/** What of a run its headline is made of. */
export interface Outline {
  readonly run: Run;
  readonly unit: UnitName;
  readonly units: Units;
  /** The ids that broken invariants name. */
  readonly offenders: ReadonlySet<string>;
  readonly windows: readonly FaultWindow[];
  /** Undefined where the run knows no time. */
  readonly span: Span | undefined;
}

/** What a reader must know in ten seconds. */
export interface Headline {
  readonly status: Status;
  readonly claim: string;
  /** What happened, when and why: plain sentences, the most important first. */
  readonly sentences: readonly string[];
  /** When the first broken promise was broken, epoch milliseconds. */
  readonly brokenAt: readonly number[];
}

/** The headline of a run. */
export function headlineOf(outline: Outline): Headline {
  const { run } = outline;
  const { verdict, manifest } = run;
  const overload = overloadIn(outline);
  const more = [...sweptIn(outline), ...loadIn(outline)];
  const claim = manifest?.claim ?? titleOf(run) ?? 'A run without a manifest: its claim is unknown';
  const brokenAt = brokenMoments(run);
  if (verdict === undefined)
    return { status: 'inconclusive', claim, sentences: [...overload, ...unjudged(run), ...more], brokenAt };
  if (verdict.verdict === 'inconclusive') {
    return {
      status: 'inconclusive',
      claim,
      sentences: [
        'Nothing is known to be broken, but the run cannot be called good:',
        ...overload,
        ...verdict.reasons,
        ...more,
      ],
      brokenAt,
    };
  }
  const sentences = verdict.verdict === 'pass' ? passed(outline) : failed(outline, brokenAt);
  return { status: verdict.verdict, claim, sentences: [...overload, ...sentences, ...more], brokenAt };
}

/** That the system did not keep up with its load: then nothing else that was measured tells much. */
function overloadIn({ run: { manifest }, unit }: Outline): string[] {
  if (manifest?.load === undefined) return [];
  const sentence = overloadSentence(manifest.load, manifest.operations, unit);
  return sentence === undefined ? [] : [sentence];
}

function loadIn({ run: { manifest }, unit }: Outline): string[] {
  return manifest?.load === undefined ? [] : [loadSentence(manifest.load, unit)];
}

/** What a sweep went through, in its sentence. */
function sweptIn({ run: { sweep }, unit }: Outline): string[] {
  return sweep === undefined ? [] : [coverageSentence(coverageTableOf(sweep), unit)];
}

/** What the experiment calls itself in the journal: a run that was cut short has no manifest. */
function titleOf({ journal }: Run): string | undefined {
  const title = journal.find(({ step }) => step === 'experiment')?.detail?.title;
  return typeof title === 'string' ? title : undefined;
}

function unjudged(run: Run): string[] {
  const missing = run.files.filter(({ present }) => !present).map(({ name }) => name);
  const stopped = run.journal.find(
    ({ status }) => status === 'failed' || status === 'aborted' || status === 'interrupted',
  );
  return [
    'This run was not judged: it has no verdict that could be read.',
    ...(stopped === undefined
      ? []
      : [
          `The step ${stopped.step} ${stopped.status === 'failed' ? 'failed' : `was ${stopped.status}`}${causeOf(stopped)}.`,
        ]),
    ...(missing.length === 0 ? [] : [`Missing: ${missing.join(', ')}.`]),
  ];
}

function causeOf({ detail }: Run['journal'][number]): string {
  return typeof detail?.error === 'string' ? `: ${shortened(detail.error, 300)}` : '';
}

function passed({ run: { verdict }, unit, windows }: Outline): string[] {
  const total = verdict?.facts.units.total ?? 0;
  const fired = verdict?.faults.reduce((sum, fault) => sum + fault.fired, 0) ?? 0;
  const recovery = slowestRecovery(windows);
  return [
    `All ${counted(verdict?.invariants.length ?? 0, 'invariant')} hold over ${countedUnits(total, unit)}.`,
    fired === 0
      ? 'No fault was part of this run.'
      : `${counted(fired, 'fault')} fired under ${counted(verdict?.faults.length ?? 0, 'rule')}${recovery === undefined ? '.' : `; the system was steady again ${duration(recovery)} after the faults at the latest.`}`,
  ];
}

function failed({ run, units, offenders, windows, span }: Outline, brokenAt: readonly number[]): string[] {
  const broken = (run.verdict?.invariants ?? []).filter(({ valid }) => valid === false);
  const hit = hitOf(offenders, run, units);
  const first = brokenAt[0];
  return [
    `${broken.length} of ${counted(run.verdict?.invariants.length ?? 0, 'invariant')} broken by ${counted(offenders.size, 'offender')}.`,
    ...(first === undefined || span === undefined
      ? []
      : [`First broken at ${clock(first - span.from)}${windows.length === 0 ? '' : `, ${during(windows, first)}`}.`]),
    ...(run.manifest?.sabotage === undefined ? [] : [`A defect was planted on purpose: ${run.manifest.sabotage}.`]),
    ...(run.ledger.length === 0 || offenders.size === 0
      ? []
      : [`${count(hit.length)} of ${counted(offenders.size, 'offender')} had been hit by a fault.`]),
  ];
}

/** A sentence with more names than these is not read. */
const mostNamed = 3;

function during(windows: readonly FaultWindow[], at: number): string {
  const open = windows.filter(
    ({ startedAt, endedAt }) => startedAt <= at && at <= (endedAt ?? Number.POSITIVE_INFINITY),
  );
  if (open.length > mostNamed) return `while ${open.length} faults were active`;
  if (open.length > 0)
    return `while ${open.map(({ rule }) => rule).join(' and ')} ${open.length === 1 ? 'was' : 'were'} active`;
  const before = windows.filter(({ endedAt }) => (endedAt ?? Number.POSITIVE_INFINITY) < at).at(-1);
  return before === undefined
    ? 'outside every fault window'
    : `${duration(at - (before.endedAt ?? at))} after ${before.rule} ended`;
}

/** The longest recovery after a fault; undefined where none was measured. */
export function slowestRecovery(windows: readonly FaultWindow[]): number | undefined {
  const measured = windows.flatMap(({ fact }) => (fact?.recoveredAfterMs == null ? [] : [fact.recoveredAfterMs]));
  return measured.length === 0 ? undefined : Math.max(...measured);
}

/** When each violation was complete: the last event that its checker names. Sorted. */
function brokenMoments(run: Run): readonly number[] {
  const violations = (run.verdict?.invariants ?? []).flatMap(({ counterexample }) => counterexample?.violations ?? []);
  return violations
    .flatMap(({ events }) => {
      const last = eventAt(run, events.at(-1) ?? -1);
      return last === undefined ? [] : [momentOf(run, last)];
    })
    .sort((a, b) => a - b);
}
