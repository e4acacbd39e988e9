import { describe, expect, it } from '@jest/globals';
import { historyOf } from '../../../observe/judge/history-of.ts';
import { recordVersionSchema } from '../../../run/run-files.ts';
import { versionsAdvance } from '../../../verify/checkers/records/versions-advance.ts';
import { judge } from '../../../verify/verdict/checker.ts';
import { type SagaItem, type SagaVersion, sagaItemSchema } from './records.ts';
import { sampleRun, versionsOf } from './testing/sample-run.ts';
import { versionHappenings, versionProblems } from './versions.ts';

const sagaVersionSchema = recordVersionSchema.extend({ item: sagaItemSchema.optional() });
const start = Date.UTC(2026, 0, 1);
const records = sampleRun()['tables/sagas.jsonl'] ?? [];
const sagas = records.map((record): SagaItem => sagaItemSchema.parse(record));
const told = versionsOf(records).map((version): SagaVersion => sagaVersionSchema.parse(version));
const written = (key: string, version: number) =>
  told.find((each) => each.key === key && each.item?.version === version) as SagaVersion;

function judged(versions: readonly SagaVersion[]) {
  return judge(versionsAdvance, historyOf(versionHappenings(versions, start), 'test').events);
}

describe('the stream of a table', () => {
  it('becomes a history of records that advance', () => {
    expect(judged(told)).toMatchObject({ valid: true, counts: { records: 3, versions: told.length, again: 0 } });
    expect(versionProblems(told, sagas)).toEqual([]);
  });

  it('shows what a zombie has overwritten, though the record gets where it had been', () => {
    const stale = written('order-a', 2);
    const later = told.filter(({ key, item }) => key === 'order-a' && (item?.version ?? 0) > 2);
    const { valid, counterexample } = judged([...told, stale, ...later]);
    expect(valid).toBe(false);
    expect(counterexample?.summary).toBe(
      'order-a: version 4 (confirmed) is final, and was overwritten by version 2 (running)',
    );
  });

  it('does not accuse a write that a retry repeats, in whatever order its attributes come', () => {
    const last = written('order-a', 4);
    const turned = Object.fromEntries(Object.entries(last.item ?? {}).reverse()) as SagaItem;
    expect(judged([...told, { ...last, item: turned }])).toMatchObject({ valid: true, counts: { again: 1 } });
  });

  it('keeps the order of the stream where times are rounded, and takes the time of the record within the minute', () => {
    const rounded = told.map((version, n) => {
      const item = version.item && { ...version.item, updatedAt: start + (n === 1 ? 30_250 : -9_000) };
      return { ...version, at: start, ...(item && { item }) };
    });
    expect(judged(rounded).valid).toBe(true);
    expect(
      versionHappenings(rounded, start)
        .map(({ at }) => at - start)
        .slice(0, 4),
    ).toEqual([0, 0, 30_250, 30_250]);
  });

  it('tells of a removal, and nothing of sagas of earlier runs', () => {
    const removal = { table: 'sagas', at: start + 60_000, change: 'REMOVE', key: 'order-b' } as const;
    expect(judged([...told, removal]).counterexample?.ids).toEqual(['order-b']);
    expect(versionHappenings([...told, { ...removal, key: 'old' }], start)).toHaveLength(2 * told.length);
    expect(versionHappenings(told, start + 60_000)).toEqual([]);
  });

  it('is known to lack the beginning or the end of a saga', () => {
    expect(versionProblems(told.slice(1), sagas)).toEqual([
      'the stream of records does not show the beginning of 1 of 3 sagas, the first of them order-a',
    ]);
    expect(versionProblems(told.slice(0, -1), sagas)).toEqual([
      'the stream of records does not end with the record as found of 1 of 3 sagas, the first of them order-c',
    ]);
  });
});
