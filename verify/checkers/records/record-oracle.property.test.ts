import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { versionsAdvance } from './versions-advance.ts';

type Write = 'removal' | { readonly version: number; readonly final: boolean; readonly log: readonly string[] };

const write: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      version: fc.integer({ min: 1, max: 4 }),
      final: fc.boolean(),
      log: fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant('removal' as const) },
);

/** A record as it should go, some of its versions written twice. */
const lawful: fc.Arbitrary<Write[]> = fc
  .array(fc.tuple(fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }), fc.boolean()), { minLength: 1, maxLength: 4 })
  .map((steps) =>
    steps.flatMap(([, twice], n) => {
      const log = steps.slice(0, n + 1).flatMap(([lines]) => lines);
      const made = { version: n + 1, final: n + 1 === steps.length, log };
      return twice ? [made, made] : [made];
    }),
  );

/** Lawful writes with one lost, exchanged for another or moved, or nothing but arbitrary ones. */
const writes = fc.oneof(
  fc.array(write, { maxLength: 3 }),
  lawful,
  fc.tuple(lawful, fc.nat(), fc.nat(), fc.option(write, { nil: undefined })).map(([made, from, to, instead]) => {
    const struck = [...made];
    const [victim] = struck.splice(from % made.length, 1);
    const back = instead ?? victim;
    if (back !== undefined) struck.splice(to % made.length, 0, back);
    return struck;
  }),
);

/**
 * The definition: without what only repeats the write before it, the n-th write makes version n, whatever was logged in
 * an earlier version is in the same place of all later ones, only the last one may be final, and nothing was removed.
 */
function lawfulWrites(record: readonly Write[]): boolean {
  const told = record.filter((each, n) => n === 0 || JSON.stringify(each) !== JSON.stringify(record[n - 1]));
  return told.every((earlier, n) => {
    if (earlier === 'removal' || earlier.version !== n + 1) return false;
    return told.slice(n + 1).every((later) => {
      return later !== 'removal' && !earlier.final && earlier.log.every((line, at) => later.log[at] === line);
    });
  });
}

function historyOf(records: readonly (readonly Write[])[]): HistoryEvent[] {
  const drafts = records.flatMap((record, key) =>
    record.map((each, time) => {
      const what = { time, process: 'table', type: 'ok' as const, key };
      if (each === 'removal') return { ...what, f: 'removal', value: {} };
      return { ...what, f: 'version', value: { ...each, label: 'as it is', digest: JSON.stringify(each) } };
    }),
  );
  return drafts.sort((a, b) => a.time - b.time).map((draft, index) => ({ index, ...draft }));
}

describe('versions of records, beside the definition tried out on small histories', () => {
  it('are accused when and only when they do not advance one by one', () => {
    const least = { guilty: 500, innocent: 500, mixed: 300 };
    assertEverySide(fc.array(writes, { minLength: 1, maxLength: 3 }), least, 4000, (records, see) => {
      const guilty = records.flatMap((record, key) => (lawfulWrites(record) ? [] : [String(key)]));
      const { valid, counterexample, error } = judge(versionsAdvance, historyOf(records), { allowEmpty: true });
      const ids = new Set(counterexample?.ids ?? []);
      expect({ valid, ids, error }).toEqual({ valid: guilty.length === 0, ids: new Set(guilty), error: undefined });
      see(guilty.length === 0 ? 'innocent' : 'guilty');
      if (guilty.length > 0 && guilty.length < records.length) see('mixed');
    });
  });
});
