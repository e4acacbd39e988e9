import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { type Draw, drawOf } from '../../testing/mutants/draw.ts';
import type { Partition } from '../calls/partition.ts';
import { partitionsOf } from '../calls/partitions-of.ts';
import type { ObjectKind } from './live-object.ts';
import { ObjectRun } from './object-run.ts';
import { smallObjectHistories } from './small-histories.ts';

/**
 * The same partitions each time, right ones and wrong ones, one after the other: of four clients, and of up to a hundred, so
 * that open calls fill several words.
 */
export function steadyPartitions(kind: ObjectKind): Partition[] {
  const small = fc.sample(smallObjectHistories(kind.model.name, 40), { seed: 1, numRuns: 40 });
  const wide = [5, 20, 40, 70, 100].flatMap((clients) =>
    [0, 4, 20].map((unknown) => wideHistory(kind, clients, unknown)),
  );
  return small
    .flatMap((history, n) => [history, ...wide.slice(n, n + 1)])
    .flatMap((history) => partitionsOf(history, kind.model));
}

function wideHistory(kind: ObjectKind, clients: number, unknownPercent: number): HistoryEvent[] {
  const draw = drawOf(100 * clients + unknownPercent);
  const operations = 2 * clients + 20;
  const run = new ObjectRun(kind, draw, { operations, clients, keys: 1, unknownPercent, failPercent: 3 });
  run.run(operations);
  return draw(0, 1) === 0 ? run.events : exchanged(run.events, draw);
}

/** A few answers are those that other calls got. */
function exchanged(history: readonly HistoryEvent[], draw: Draw): HistoryEvent[] {
  return history.map((event) => {
    if (event.type !== 'ok' || draw(0, 19) > 0) return event;
    const alike = history.filter(({ type, f }) => type === 'ok' && f === event.f);
    return { ...event, value: alike[draw(0, alike.length - 1)]?.value };
  });
}
