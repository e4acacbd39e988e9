import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { runFiles } from '../../run/run-files.ts';
import { sweepFile } from '../../run/sweep-file.ts';
import { crashPoints } from '../../verify/checkers/experiment/crash-points.ts';
import { tolerableUnderFaults } from '../../verify/checkers/experiment/tolerable-under-faults.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { messageCheckers } from '../../verify/checkers/messages/message-checkers.ts';
import { versionsAdvance } from '../../verify/checkers/records/versions-advance.ts';
import { availability } from '../../verify/checkers/recovery/availability.ts';
import { runCheckers } from '../../verify/checkers/run-checkers.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { writeHistory } from '../../verify/history/write-history.ts';
import type { Objective } from '../../verify/readings/availability.ts';
import { factsOf } from '../../verify/readings/facts.ts';
import { type Checker, judge } from '../../verify/verdict/checker.ts';
import { verdictOf } from '../../verify/verdict/verdict.ts';
import type { Verdict } from '../../verify/verdict/verdict-schema.ts';
import { effectHappenings } from '../translate/effects.ts';
import { experimentHappenings, experimentProblem } from '../translate/experiment.ts';
import { faultHappenings } from '../translate/faults.ts';
import { type Happening, historyOf } from '../translate/happening.ts';
import { messageHappenings } from '../translate/messages.ts';
import { depthHappenings, foundHappenings, quietHappening } from '../translate/queues.ts';
import { requestHappenings } from '../translate/requests.ts';
import { sagaHappenings } from '../translate/sagas.ts';
import { trialHappenings } from '../translate/trials.ts';
import { versionHappenings, versionProblems } from '../translate/versions.ts';
import { chosenOptions, invariantChoices } from './invariant-choices.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { judgedSweep } from './sweep-outcomes.ts';

/**
 * Judge a run from its files alone: no cloud is asked, so a run may be judged again anywhere, with the same verdict.
 * Writes `history.jsonl` and `verdict.json`, and into the `sweep.json` of a sweep what became of each order.
 * @throws RunError when the folder holds no run
 */
export async function judgeRun(runDir: string): Promise<Verdict> {
  const snapshot = await readSnapshot(runDir);
  const { header, events } = historyOf(happeningsOf(snapshot), `${basename(dirname(runDir))}/${basename(runDir)}`);
  await writeHistory(join(runDir, runFiles.history), header, events);
  const objective = objectiveOf(snapshot);
  const { facts, faults } = factsOf(events, header.origin, objective);
  const checkers = checkersOf(snapshot, events);
  const problems = problemsOf(snapshot, checkers);
  if (facts.sagas.total === 0) problems.push('no saga began: nothing was judged');
  const complete = problems.length === 0;
  const choices = invariantChoices(snapshot.manifest);
  const verdict = verdictOf({
    invariants: checkers.map((checker) => {
      const options = { ...(checker === availability && objective), ...chosenOptions(checker, choices) };
      return judge(checker, events, { ...(!complete && { incomplete: 'holes' as const }), options });
    }),
    faults,
    history: { complete, events: events.length, problems },
    facts,
  });
  const write = (file: string, found: object) => writeFile(join(runDir, file), `${JSON.stringify(found, null, 2)}\n`);
  await write(runFiles.verdict, verdict);
  const { sweep, injections } = snapshot;
  if (sweep !== undefined) await write(sweepFile, judgedSweep(sweep, { injections, verdict }));
  return verdict;
}

/** The experiment's `slo`, in percent and ms; undefined: the default stands in. */
function objectiveOf({ manifest }: Snapshot): Objective | undefined {
  const slo = z.looseObject({ availability: z.number(), within: z.number() }).safeParse(manifest.experiment.slo).data;
  return slo === undefined ? undefined : { target: slo.availability / 100, withinMs: slo.within };
}

/** What judges every run, and what else its experiment names or expects. A name that nobody knows was refused before the run. */
function checkersOf({ manifest }: Snapshot, events: readonly HistoryEvent[]): Checker[] {
  const named = invariantChoices(manifest);
  const expects = (checker: Checker) =>
    (checker === tolerableUnderFaults && events.some(({ f }) => f === 'expectation')) ||
    (checker === versionsAdvance && events.some(({ f }) => f === 'version')) ||
    (checker === crashPoints && events.some(({ f }) => f === 'trial'));
  return [
    ...runCheckers,
    ...historyCheckers.filter((each) => !runCheckers.includes(each) && (named.has(each.name) || expects(each))),
  ];
}

/** What keeps the history from being whole, one sentence each. */
function problemsOf(snapshot: Snapshot, checkers: readonly Checker[]): string[] {
  const { journal, manifest, messages, sagas, versions } = snapshot;
  const problems = [...snapshot.problems];
  const ended = experimentProblem(journal);
  if (ended !== undefined) problems.push(ended);
  if (messages.length === 0 && checkers.some((checker) => messageCheckers.includes(checker))) {
    problems.push(`${runFiles.messages} is missing: this cloud does not tell what became of single messages`);
  }
  if (versions.length > 0) {
    const ofThisRun = sagas.filter((saga) => saga.createdAt >= manifest.startedAt);
    problems.push(...versionProblems(versions, ofThisRun));
  } else if (checkers.includes(versionsAdvance)) {
    problems.push(`${runFiles.versions} is missing: nobody read the stream of the records`);
  }
  return problems;
}

/** Everything that a run's files say happened in it; what belongs to earlier runs on the same tables is left out. */
function happeningsOf(snapshot: Snapshot): Happening[] {
  const { manifest, journal, attempts, injections, metrics, queues, sweep } = snapshot;
  const startedAt = manifest.startedAt;
  const observedAt = observationOf(snapshot);
  const earlier = new Set(snapshot.sagas.filter((saga) => saga.createdAt < startedAt).map((saga) => saga.id));
  const sagas = snapshot.sagas.filter((saga) => !earlier.has(saga.id));
  const effects = snapshot.effects.filter((effect) => !earlier.has(effect.orderId));
  const ledger = snapshot.ledger.filter((entry) => !earlier.has(entry.orderId));
  return [
    ...requestHappenings(attempts),
    ...sagaHappenings(sagas, snapshot.requests, observedAt),
    ...versionHappenings(snapshot.versions, startedAt),
    ...effectHappenings(effects, ledger, sagas, observedAt),
    ...faultHappenings(journal, injections),
    ...experimentHappenings(journal),
    ...(sweep === undefined ? [] : trialHappenings(sweep, attempts, startedAt)),
    ...depthHappenings(metrics),
    ...messageHappenings(snapshot.messages, queues),
    quietHappening(journal, queues, observedAt),
    ...foundHappenings(snapshot, startedAt, observedAt),
  ];
}

/** When the run was looked at: after everything that it says. */
function observationOf({ collection, journal, sagas, effects, ledger, attempts }: Snapshot): number {
  let latest = collection?.endedAt ?? 0;
  const times = [journal, effects, ledger, attempts, ...sagas.map((saga) => saga.log)];
  for (const entries of times) for (const { at } of entries) latest = Math.max(latest, at);
  return latest;
}
