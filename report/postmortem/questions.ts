import { counted } from '../markup/format.ts';
import { statusOf } from '../markup/status.ts';
import type { Digest } from '../model/digest.ts';
import { hitOf } from '../model/units/offenders.ts';

/** What the files of the run leave open, and what they cannot know. */
export function questionsOf({ run, windows, units, offenders }: Digest): readonly string[] {
  const { verdict } = run;
  const untouched = offenders.size - hitOf(offenders, run, units).length;
  return [
    ...(verdict === undefined ? ['Does the claim hold? The run was not judged.'] : []),
    ...(verdict?.invariants ?? [])
      .filter(({ valid }) => statusOf(valid) === 'inconclusive')
      .map(({ name, error }) => `Does ${name} hold? It could not be judged: ${error ?? 'no reason is given'}.`),
    ...(verdict?.faults ?? [])
      .filter(({ fired }) => fired === 0)
      .map(({ rule }) => `Would the claim hold under ${rule}? It never fired.`),
    ...windows
      .filter(({ endedAt, fact }) => endedAt === undefined || fact?.recoveredAfterMs === null)
      .map(({ rule }) => `When is the system steady again after ${rule}? It was not within the run.`),
    ...(verdict?.history.problems ?? []).map((problem) => `What does the history miss? ${problem}`),
    ...(untouched > 0
      ? [`Why did ${counted(untouched, 'offender')} of ${offenders.size} break without being hit by a fault?`]
      : []),
    ...(offenders.size > 0
      ? [
          'Would a user or an alarm have noticed, and after how long?',
          'Which test fails without the fix, so that this does not come back?',
        ]
      : []),
    'Where were we lucky: which fault, load or sequence of events was not part of this run?',
  ];
}
