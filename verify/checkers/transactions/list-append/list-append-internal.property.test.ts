import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import type { MicroOperation } from '../table/transaction-table.ts';
import { fitsItsOwn } from './list-append-internal.ts';

const list = fc.array(fc.constantFrom(1, 2), { maxLength: 4 });
const drawn = fc.array(
  fc.oneof(
    fc.constantFrom(1, 2).map((value): MicroOperation => ['append', 'x', value]),
    fc.option(list).map((value): MicroOperation => ['r', 'x', value]),
  ),
  { maxLength: 4 },
);

describe('what a transaction sees of its own', () => {
  it('is what it read last and appended since, or ends with what it appended', () => {
    assertEverySide(
      fc.tuple(drawn, list, fc.boolean()),
      { fits: 100, differs: 100 },
      1000,
      ([before, read, isSame], see) => {
        const last = before.findLastIndex(([f]) => f === 'r');
        const known = before[last]?.[2] as number[] | null | undefined;
        const value = isSame && Array.isArray(known) ? known : read;
        const appended = before.slice(last + 1).map((operation) => operation[2]);
        const seen = last >= 0 ? [...(known ?? []), ...appended] : appended;
        const end = last >= 0 ? value : value.slice(Math.max(0, value.length - appended.length));
        const expected = JSON.stringify(end) === JSON.stringify(seen);
        const operations: MicroOperation[] = [...before, ['r', 'x', value]];
        const previous = Int32Array.from(operations.keys(), (n) => n - 1);
        expect(fitsItsOwn(operations, previous, before.length)).toBe(expected);
        see(expected ? 'fits' : 'differs');
      },
    );
  });
});
