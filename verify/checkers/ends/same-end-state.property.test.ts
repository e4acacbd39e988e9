import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { sameEndState } from './same-end-state.ts';

const began = 1_790_000_000_000;

/** A row: an amount, what it names itself, what it refers to, and what it counts by. Digits stand for drawn ids. */
interface Row {
  readonly place: string;
  readonly n: number;
  readonly id: number;
  readonly of?: number | undefined;
  readonly by: readonly (readonly [id: number, n: number])[];
}

const id = fc.nat(2);
const row: fc.Arbitrary<Row> = fc.record({
  place: fc.constantFrom('t', 't', 'u'),
  n: fc.nat(1),
  id,
  of: fc.option(id, { nil: undefined }),
  by: fc.uniqueArray(fc.tuple(id, fc.nat(1)), { maxLength: 2, selector: ([key]) => key }),
});

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** A run under other ids, in another order; as it is, or with one thing changed. */
const pair = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 4 }),
    order: fc.constantFrom(...orders),
    shuffle: fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }),
    change: fc.option(fc.tuple(fc.nat(3), row, fc.constantFrom('place', 'n', 'id', 'of', 'by', 'gone')), {
      nil: undefined,
    }),
    shared: fc.nat(2),
  })
  .map(({ rows, order, shuffle, change, shared }) => {
    const there = rows;
    const changed = rows.flatMap((each, n) => {
      if (change === undefined || n !== change[0]) return [each];
      return change[2] === 'gone' ? [] : [{ ...each, [change[2]]: change[1][change[2]] }];
    });
    // The first ids are the same in both runs, and no chance.
    const renamed = changed.map((each) =>
      renamedBy(each, (drawn) =>
        drawn < shared ? drawn : (order.filter((other) => other >= shared)[drawn - shared] as number),
      ),
    );
    const here = renamed.map((each, n) => ({ each, at: shuffle[n] as number })).sort((a, b) => a.at - b.at);
    return { there, here: here.map(({ each }) => each), shared };
  });

function renamedBy(each: Row, name: (id: number) => number): Row {
  const { id, of, by } = each;
  return {
    ...each,
    id: name(id),
    of: of === undefined ? undefined : name(of),
    by: by.map(([key, n]) => [name(key), n]),
  };
}

/** Rows as a multiset. */
const asText = (rows: readonly Row[]): string =>
  rows
    .map(({ place, n, id, of, by }) => JSON.stringify([place, n, id, of ?? null, [...by].sort()]))
    .sort()
    .join();

/** By trying every way in which the ids of one run may be those of the other. */
function isSame(there: readonly Row[], here: readonly Row[], kept: ReadonlySet<number>): boolean {
  const isFit = (order: readonly number[]) => [...kept].every((drawn) => order[drawn] === drawn);
  return orders
    .filter(isFit)
    .some((order) => asText(there.map((each) => renamedBy(each, (drawn) => order[drawn] as number))) === asText(here));
}

const idsOf = (rows: readonly Row[]) =>
  new Set(rows.flatMap(({ id, of, by }) => [id, ...(of === undefined ? [] : [of]), ...by.map(([key]) => key)]));

const uuidOf = (drawn: number) => `${String(drawn).repeat(8)}-2222-4333-8444-555555555555`;

function itemOf({ n, id, of, by }: Row, uuid: (id: number) => string, started: number) {
  const counted = Object.fromEntries(by.map(([key, count]) => [uuid(key), count]));
  return {
    id: `row#${uuid(id)}`,
    n,
    of: of === undefined ? null : JSON.stringify({ id: uuid(of) }),
    by: counted,
    at: started + n,
  };
}

function historyOf(
  runs: readonly (readonly [calm: string | undefined, rows: readonly Row[], uuid: (id: number) => string])[],
): HistoryEvent[] {
  return runs
    .flatMap(([calm, rows, uuid], run) =>
      rows.map((each) => ({
        key: each.place,
        value: { calm, began: began + run * 1e6, item: itemOf(each, uuid, began + run * 1e6) },
      })),
    )
    .map((event, index) => ({ ...event, index, time: index, process: 'observer', type: 'ok', f: 'item' }));
}

describe('two ends, beside every way to take the ids of one for those of the other', () => {
  it('are the same as multisets of rows that refer to each other', () => {
    assertEverySide(
      pair,
      { same: 300, other: 300, 'other, though each row alone is the same': 20 },
      1500,
      ({ there, here, shared }, see) => {
        const mine = (drawn: number) => uuidOf(drawn < shared ? drawn : drawn + 5);
        const kept = new Set([...idsOf(there)].filter((drawn) => drawn < shared && idsOf(here).has(drawn)));
        const expected = isSame(there, here, kept);
        const history = historyOf([
          [undefined, here, mine],
          ['calm-1', there, uuidOf],
        ]);
        expect(sameEndState.check(history).valid).toBe(expected);
        see(expected ? 'same' : 'other');
        const blank = (rows: readonly Row[]) =>
          rows.map((each) => renamedBy(each, (drawn) => (kept.has(drawn) ? drawn : 9)));
        if (!expected && asText(blank(there)) === asText(blank(here))) see('other, though each row alone is the same');
      },
    );
  });
});
