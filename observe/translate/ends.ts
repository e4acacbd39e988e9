import type { CalmItem } from '../../run/run-files.ts';
import type { Snapshot } from '../../run/snapshot.ts';
import type { Happening } from '../../system/happening.ts';

/** What lay in each table, output queue and dead-letter queue at the end of a run. */
export function endItems({
  tables,
  outputs,
  deadLetters,
}: Pick<Snapshot, 'tables' | 'outputs' | 'deadLetters'>): Pick<CalmItem, 'place' | 'item'>[] {
  return [
    ...[...tables].flatMap(([name, rows]) => rows.map((item) => ({ place: `table ${name}`, item }))),
    ...outputs.map(({ queue, body }) => ({ place: `queue ${queue}`, item: body })),
    ...deadLetters.map(({ queue, body }) => ({ place: `dead letters in ${queue}`, item: body })),
  ];
}

/** How functions failed, and, where there are calm runs to compare with, how this one ended and how they did. */
export function endHappenings(snapshot: Snapshot, observedAt: number): Happening[] {
  const { calm, functionErrors, manifest } = snapshot;
  const process = 'observer';
  const tell = (key: string, value: object): Happening => ({
    f: 'item',
    type: 'ok',
    process,
    key,
    at: observedAt,
    value,
  });
  const failed = functionErrors.map(({ at, function: name, requestId, status, errorType }): Happening => {
    const value = { function: name, status, ...(errorType !== undefined && { errorType }) };
    return { f: 'function-error', type: 'info', process, key: requestId, at, value };
  });
  if (calm.length === 0) return failed;
  const began = manifest.startedAt;
  return [
    ...failed,
    ...calm.map(({ run, place, item, began: then }) => tell(place, { calm: run, began: then, item })),
    ...endItems(snapshot).map(({ place, item }) => tell(place, { began, item })),
  ];
}
