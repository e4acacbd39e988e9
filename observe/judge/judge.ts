import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runFiles } from '../../run/run-files.ts';
import { readSnapshot, type Snapshot } from '../../run/snapshot.ts';
import { sweepFile } from '../../run/sweep-file.ts';
import type { Happening } from '../../system/happening.ts';
import type { System } from '../../system/system.ts';
import { sameEndState } from '../../verify/checkers/ends/same-end-state.ts';
import { crashPoints } from '../../verify/checkers/experiment/crash-points.ts';
import { tolerableUnderFaults } from '../../verify/checkers/experiment/tolerable-under-faults.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { messageCheckers } from '../../verify/checkers/messages/message-checkers.ts';
import { versionsAdvance } from '../../verify/checkers/records/versions-advance.ts';
import { availability } from '../../verify/checkers/recovery/availability.ts';
import { runCheckers } from '../../verify/checkers/run-checkers.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { writeHistory } from '../../verify/history/write-history.ts';
import { statedObjective } from '../../verify/readings/availability.ts';
import { factsOf } from '../../verify/readings/facts.ts';
import { type Checker, judge } from '../../verify/verdict/checker.ts';
import { verdictOf } from '../../verify/verdict/verdict.ts';
import type { Verdict } from '../../verify/verdict/verdict-schema.ts';
import { endHappenings } from '../translate/ends.ts';
import { experimentHappenings, experimentProblem } from '../translate/experiment.ts';
import { faultHappenings } from '../translate/faults.ts';
import { messageHappenings } from '../translate/messages.ts';
import { depthHappenings, foundHappenings, quietHappening } from '../translate/queues.ts';
import { requestHappenings } from '../translate/requests.ts';
import { trialHappenings } from '../translate/trials.ts';
import { historyOf } from './history-of.ts';
import { chosenOptions, invariantChoices } from './invariant-choices.ts';
import { judgedSweep } from './sweep-outcomes.ts';

/** Finds the system of a run by its name. @throws Error where nobody knows it */
export type SystemNamed = (name: string) => Judged;

/** What the judge needs of a system. */
export type Judged = Pick<System, 'keyField' | 'judging'>;

/**
 * Judges a run from its files alone: no cloud is asked, so a run may be judged again anywhere, with the same verdict.
 * Writes `history.jsonl` and `verdict.json`, and into the `sweep.json` of a sweep what became of each unit.
 * @throws RunError when the folder holds no run
 */
export async function judgeRun(runDir: string, systemNamed: SystemNamed): Promise<Verdict> {
  const snapshot = await readSnapshot(runDir);
  const { keyField, judging } = systemNamed(snapshot.manifest.system.name);
  const { translate, invariants } = await judging();
  const observedAt = observationOf(snapshot);
  const told = translate(snapshot, observedAt);
  const happenings = [...told.happenings, ...happeningsOf(snapshot, { keyField, observedAt })];
  const { header, events } = historyOf(happenings, `${basename(dirname(runDir))}/${basename(runDir)}`);
  await writeHistory(join(runDir, runFiles.history), header, events);
  const objective = statedObjective(snapshot.manifest.experiment.slo);
  const { facts, faults } = factsOf(events, header.origin, objective);
  const checkers = checkersOf(snapshot, invariants, events);
  const problems = [...told.problems, ...problemsOf(snapshot, checkers)];
  if (facts.units.total === 0) problems.push('nothing was asked of the system: nothing was judged');
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

/** What judges every run, and what else its experiment names or expects. A name that nobody knows was refused before the run. */
function checkersOf({ manifest }: Snapshot, ofSystem: readonly Checker[], events: readonly HistoryEvent[]): Checker[] {
  const named = invariantChoices(manifest);
  const expects = (checker: Checker) =>
    (checker === tolerableUnderFaults && events.some(({ f }) => f === 'expectation')) ||
    (checker === versionsAdvance && events.some(({ f }) => f === 'version')) ||
    (checker === sameEndState && events.some(({ f }) => f === 'item')) ||
    (checker === crashPoints && events.some(({ f }) => f === 'trial'));
  const standing = [...ofSystem, ...runCheckers];
  return [
    ...standing,
    ...historyCheckers.filter((each) => !standing.includes(each) && (named.has(each.name) || expects(each))),
  ];
}

/** What keeps the history from being whole, one sentence each. */
function problemsOf(snapshot: Snapshot, checkers: readonly Checker[]): string[] {
  const { journal, messages, versions } = snapshot;
  const problems = [...snapshot.problems];
  const ended = experimentProblem(journal);
  if (ended !== undefined) problems.push(ended);
  if (messages.length === 0 && checkers.some((checker) => messageCheckers.includes(checker))) {
    problems.push(`${runFiles.messages} is missing: this cloud does not tell what became of single messages`);
  }
  if (versions.length === 0 && checkers.includes(versionsAdvance)) {
    problems.push(`${runFiles.versions} is missing: nobody read the stream of the records`);
  }
  return problems;
}

/** What a run's files say of every system: requests, faults, probes, messages, queues. */
function happeningsOf(
  snapshot: Snapshot,
  { keyField, observedAt }: { readonly keyField: string; readonly observedAt: number },
): Happening[] {
  const { manifest, journal, attempts, injections, messages, metrics, queues, sweep } = snapshot;
  const { startedAt } = manifest;
  return [
    ...requestHappenings(attempts),
    ...faultHappenings(journal, injections),
    ...experimentHappenings(journal),
    ...(sweep === undefined ? [] : trialHappenings(sweep, attempts, startedAt)),
    ...depthHappenings(metrics, queues),
    ...messageHappenings(messages, queues, keyField),
    quietHappening(journal, queues, observedAt),
    ...endHappenings(snapshot, observedAt),
    ...foundHappenings(snapshot, { keyField, startedAt, observedAt }),
  ];
}

/** When the run was looked at: after everything that happened in it. */
function observationOf({ collection, journal, attempts }: Snapshot): number {
  let latest = collection?.endedAt ?? 0;
  for (const entries of [journal, attempts]) for (const { at } of entries) latest = Math.max(latest, at);
  return latest;
}
