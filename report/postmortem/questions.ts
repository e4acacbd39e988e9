import { counted } from '../markup/format.ts';
import { statusOf } from '../markup/status.ts';
import { offendersOf } from '../model/reconciliation.ts';
import type { Run } from '../model/run.ts';
import type { FaultWindow } from '../model/windows.ts';

/** What the files of the run leave open, and what they cannot know. */
export function questionsOf(run: Run, windows: readonly FaultWindow[]): readonly string[] {
  const { verdict, ledger } = run;
  const offenders = [...offendersOf(run)];
  const hit = new Set(ledger.map(({ key }) => key));
  const untouched = offenders.filter((id) => !hit.has(id));
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
    ...(offenders.length > 0 && untouched.length > 0
      ? [`Why did ${counted(untouched.length, 'offender')} of ${offenders.length} break without being hit by a fault?`]
      : []),
    ...(offenders.length > 0
      ? [
          'Would a customer or an alarm have noticed, and after how long?',
          'Which test fails without the fix, so that this does not come back?',
        ]
      : []),
    'Where were we lucky: which fault, load or order of events was not part of this run?',
  ];
}
