import { join } from 'node:path';
import { readJsonLines } from '../kernel/json-lines.ts';
import { percentile } from '../kernel/percentile.ts';
import { clientAttemptSchema, runFiles } from '../run/run-files.ts';
import { plannedStarts } from './arrivals.ts';
import { type Answered, answersOf } from './measures/answers.ts';
import { type Measures, measuresOf, recoveryMs } from './measures/measures.ts';
import { type Judged, judge, type Threshold } from './measures/threshold.ts';
import type { Plan, PlannedStage } from './profiles/plan.ts';
import type { Profile } from './profiles/profile.ts';
import { runLoad, type SystemLoad } from './run-load.ts';

/** What a profile is run with. */
export interface ProfileRun extends Omit<SystemLoad, 'arrivals' | 'after' | 'turns' | 'inOrder' | 'report'> {
  readonly profile: Profile;
  readonly plan: Plan;
  readonly thresholds: readonly Threshold[];
  /** How many operations the run has had before. */
  readonly after: number;
  /** Aborts when the target is gone: what was measured until then is kept. */
  readonly gone: AbortSignal;
  readonly report: (line: string) => void;
}

/** A stage as it went. */
export interface StageResult {
  readonly stage: PlannedStage;
  readonly sent: number;
  readonly measures: Measures;
  /** Of a stage that had the system to itself. */
  readonly held?: boolean;
}

/** What came of a profile. */
export interface ProfileResult {
  readonly stages: readonly StageResult[];
  readonly measures: Measures;
  /** How much later than planned 99 of 100 operations were sent at most, milliseconds. It is part of their latency. */
  readonly lateMsP99?: number;
  readonly judged: readonly Judged[];
  /** What keeps the run from a verdict, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Drives a profile with Artillery and measures it by the records of its users.
 * @throws Error when Artillery itself fails, or the reason of the signal
 */
export async function runProfile(run: ProfileRun): Promise<ProfileResult> {
  const { profile, plan, thresholds } = run;
  const parts = profile.untilBroken ? plan.stages.map((stage) => [stage]) : [plan.stages];
  const ofSearch = ({ metric }: Threshold) => metric === 'knee';
  const limits = profile.untilBroken ? thresholds.filter((threshold) => !ofSearch(threshold)) : thresholds;
  const done: { readonly result: StageResult; readonly answers: readonly Answered[] }[] = [];
  let after = run.after;
  for (const stages of parts) {
    const answers = await drive(run, stages, after);
    let from = 0;
    for (const stage of stages) {
      const planned = answers.slice(from, from + stage.operations);
      from += stage.operations;
      const own = run.gone.aborted ? planned.filter(isSent) : planned;
      const measures = measuresOf(own);
      const held = profile.untilBroken && { held: limits.every((limit) => judge(limit, measures).kept) };
      done.push({ result: { stage, sent: own.filter(isSent).length, measures, ...held }, answers: own });
    }
    after += answers.length;
    if (run.gone.aborted || done.at(-1)?.result.held === false) break;
  }
  const stages = done.map(({ result }) => result);
  const all = done.flatMap(({ answers }) => answers);
  const late = all
    .filter(isSent)
    .map(({ lateMs }) => lateMs)
    .sort((a, b) => a - b);
  const lateMsP99 = profile.turns === undefined ? percentile(late, 99) : undefined;
  const measures = { ...measuresOf(all), ...recovery(profile, done), ...knee(stages) };
  return {
    ...{ stages, measures },
    ...(lateMsP99 !== undefined && { lateMsP99 }),
    judged: (profile.untilBroken ? thresholds.filter(ofSearch) : thresholds).map((one) => judge(one, measures)),
    problems: problemsOf(run, stages),
  };
}

/** Sends stages one after another. @returns what came of each of their operations, in the order of their plan */
async function drive(run: ProfileRun, stages: readonly PlannedStage[], after: number): Promise<Answered[]> {
  const { profile, plan: _, thresholds: __, gone, signal, report, ...load } = run;
  const { turns } = profile;
  const operations = stages.reduce((sum, stage) => sum + stage.operations, 0);
  const arrivals = stages.flatMap((stage) => stage.arrivals);
  const name = stages.length === 1 ? `${stages[0]?.name}: ` : '';
  await runLoad({
    ...{ ...load, arrivals, after, inOrder: true, ...(turns !== undefined && { turns }) },
    signal: AbortSignal.any([signal, gone]),
    report: ({ operationsSent, attempts, statuses }) => {
      const answered = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
      report(
        `${name}${operationsSent} of ${operations} operations sent in ${attempts} requests (${answered.join(', ')})`,
      );
    },
  }).catch((error: unknown) => {
    if (signal.aborted || !gone.aborted) throw error;
  });
  const { lines } = await readJsonLines(join(run.runDir, runFiles.client), clientAttemptSchema, { optional: true });
  const own = lines.filter(({ request }) => request > after && request <= after + operations);
  const starts = turns === undefined ? plannedStarts(arrivals) : undefined;
  return answersOf(own, { after, operations, starts });
}

function isSent({ endedAt }: Answered): boolean {
  return Number.isFinite(endedAt);
}

function recovery(
  { recovers }: Profile,
  done: readonly { readonly result: StageResult; readonly answers: readonly Answered[] }[],
): Measures {
  const after = done.find(({ result }) => result.stage.name === recovers)?.answers;
  const ms = after && recoveryMs(done[0]?.answers ?? [], after);
  return ms === undefined ? {} : { recovery: ms };
}

/** What was taken where the service level last held, if it broke after that. */
function knee(stages: readonly StageResult[]): Measures {
  const { rps } = (stages.at(-1)?.held === false ? stages.at(-2)?.measures : undefined) ?? {};
  return rps === undefined ? {} : { knee: rps };
}

function problemsOf({ gone, profile, plan }: ProfileRun, stages: readonly StageResult[]): string[] {
  const planned = plan.stages.reduce((sum, { operations }) => sum + operations, 0);
  const sent = stages.reduce((sum, stage) => sum + stage.sent, 0);
  if (gone.aborted) return [`The target was gone after ${sent} of ${planned} operations.`];
  const begun = stages.reduce((sum, { stage }) => sum + stage.operations, 0);
  const problems = sent < begun ? [`${begun - sent} of ${begun} operations were never sent.`] : [];
  if (profile.untilBroken && stages.every(({ held }) => held)) {
    problems.push('The service level held to the end: no knee was found. A longer or steeper search may find it.');
  }
  return problems;
}
