import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { type Draw, drawOf } from '../../testing/mutants/draw.ts';
import type { Partition } from '../calls/partition.ts';
import { partitionsOf } from '../calls/partitions-of.ts';
import type { AnyModel } from '../models/models.ts';
import { ObjectRun } from '../testing/object-run.ts';
import { objectKinds } from '../testing/objects.ts';
import type { Budget } from './budget.ts';
import { Descent } from './descent.ts';
import { Search } from './search.ts';

// A mistake that only makes the search larger changes no verdict: it shows in these counts, which any change of what is searched changes too.

/** Time for so many looks at the clock. */
const budgetOf = (looks: number): Budget => ({ outOfTime: () => --looks < 0, bytes: Number.POSITIVE_INFINITY });

/** What one search and one descent, which judge all of the partitions, come to in sum. */
function sizeOf(model: AnyModel, partitions: readonly Partition[]): string {
  const search = new Search(model);
  const descent = new Descent(model);
  const sum = { configurations: 0, passed: 0, order: 0, states: 0 };
  const ends: Record<string, number> = {};
  for (const partition of partitions) {
    const returns = partition.returning.length;
    const found = search.run(partition, budgetOf(8), { returns, foresight: returns, remember: true });
    sum.configurations += found.configurations;
    sum.passed += found.passed;
    sum.order += found.order.length;
    sum.states += found.states.size;
    const end = descent.run(partition);
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return [...Object.values(sum), ends.linearizable ?? 0, ends.impossible ?? 0, ends.undecided ?? 0].join(' ');
}

/** Two answers to the same question change places, if there are two that differ: most such histories are broken. */
function withSwappedAnswers(events: readonly HistoryEvent[], draw: Draw): HistoryEvent[] {
  const answers = events.filter(({ type, value }) => type === 'ok' && value !== undefined);
  const first = answers[draw(0, Math.max(0, answers.length - 1))];
  const others = answers.filter(
    ({ f, value }) => f === first?.f && JSON.stringify(value) !== JSON.stringify(first.value),
  );
  const second = others[draw(0, Math.max(0, others.length - 1))];
  if (first === undefined || second === undefined) return [...events];
  const swapped = new Map([
    [first, second.value],
    [second, first.value],
  ]);
  return events.map((event) => (swapped.has(event) ? { ...event, value: swapped.get(event) } : event));
}

/** By model: one line for each crowd. */
const sizes: Readonly<Record<string, readonly string[]>> = {
  register: ['80 129 131 6 3 3 0', '691 119 129 6 1 2 3', '2763 208 292 8 0 0 6'],
  'cas-register': ['89 191 191 8 4 2 0', '98 169 182 8 5 1 0', '1496 281 339 22 0 0 6'],
  kv: ['171 144 144 7 3 3 0', '1044 102 107 27 1 1 4', '2330 90 117 75 0 1 5'],
  queue: ['975 147 148 195 0 2 4', '1422 102 123 572 0 0 6', '1356 50 87 1040 0 0 6'],
  set: ['104 183 185 7 4 1 1', '77 166 173 10 4 2 0', '1108 405 437 83 3 0 3'],
  counter: ['70 126 128 7 3 3 0', '1236 149 161 49 1 0 5', '2359 69 102 126 0 0 6'],
  mutex: ['216 216 216 6 6 0 0', '180 178 180 6 6 0 0', '382 374 382 6 6 0 0'],
  lease: ['298 181 182 6 4 1 1', '938 213 218 7 0 0 6', '1599 40 54 84 0 0 6'],
  stack: ['570 139 140 13 2 2 2', '1344 119 145 269 1 0 5', '1560 64 110 354 0 0 6'],
  'owner-mutex': ['204 196 196 6 6 0 0', '224 146 198 6 6 0 0', '828 278 308 10 2 0 4'],
  'reentrant-mutex': ['206 206 206 6 6 0 0', '182 180 182 6 6 0 0', '1034 356 356 16 4 0 2'],
  'semaphore:2': ['188 188 188 6 6 0 0', '166 132 166 6 6 0 0', '360 344 360 6 6 0 0'],
  'unordered-queue': ['186 160 160 10 4 2 0', '1543 134 154 277 2 0 4', '2064 150 221 286 0 0 6'],
  'priority-queue': ['256 143 144 15 3 2 1', '1436 119 145 103 1 0 5', '2055 154 211 564 0 0 6'],
  'multi-register': ['304 184 186 13 4 1 1', '1854 120 159 74 1 0 5', '2312 26 34 158 0 0 6'],
};

const crowds = [
  { clients: 4, operations: 40, unknownPercent: 0 },
  { clients: 7, operations: 50, unknownPercent: 15 },
  { clients: 40, operations: 90, unknownPercent: 5 },
];

describe('the size of searches: configurations, passed, order, states; descents that end well, in vain, undecided', () => {
  it.each(objectKinds.map((kind) => [kind.model.name, kind] as const))('of %s', (name, kind) => {
    const found = crowds.map(({ clients, operations, unknownPercent }) => {
      const partitions = [1, 2, 3].flatMap((seed) => {
        const draw = drawOf(seed);
        const run = new ObjectRun(kind, draw, { operations, clients, keys: 1, unknownPercent, failPercent: 5 });
        run.run(operations);
        run.settle();
        const histories = [run.events, withSwappedAnswers(run.events, draw)];
        return histories.flatMap((history) => [...partitionsOf(history, kind.model)]);
      });
      return sizeOf(kind.model, partitions);
    });
    expect(found).toEqual(sizes[name]);
  });
});
