import type { HistoryEvent } from '../../verify/history/event.ts';
import { nameOf } from '../../verify/linearizability/calls/partition.ts';
import { partitionsOf } from '../../verify/linearizability/calls/partitions-of.ts';
import type { AnyModel } from '../../verify/linearizability/models/models.ts';
import { linearizationOf } from '../../verify/linearizability/picture/draw.ts';
import { describePrefix } from '../../verify/linearizability/picture/longest-prefix.ts';
import { Search } from '../../verify/linearizability/search/search.ts';
import type { Drawing } from './layout.ts';

/** As many keys as the checker draws of a history that is broken. */
const drawnKeys = 3;
const bytesForPicture = 32 * 1024 * 1024;

/**
 * The first keys of a history that is linearizable, whole: a verdict holds pictures of broken keys only.
 * @param outOfTime when the search for orders shall end
 */
export function wholeDrawings(
  history: readonly HistoryEvent[],
  model: AnyModel,
  outOfTime: () => boolean,
): readonly Drawing[] {
  const budget = { outOfTime, bytes: bytesForPicture };
  return partitionsOf(history, model)
    .filter(({ returning }) => returning.length > 0)
    .slice(0, drawnKeys)
    .map((partition) => {
      const prefix = describePrefix(new Search<unknown>(model), partition, budget, partition.returning.length);
      const { culprit, ...drawing } = linearizationOf(history, model, partition, prefix, {
        id: nameOf(partition),
        valid: 'unknown',
        states: [],
      });
      return { ...drawing, valid: true };
    });
}
