import { describe, expect, it } from '@jest/globals';
import { historySoFar, type SoFar } from '../../../observe/follow/history-so-far.ts';
import { type Manifest, runFiles } from '../../../run/run-files.ts';
import { system } from '../system.ts';
import { sampleRun, versionsOf } from './testing/sample-run.ts';

const run = sampleRun();
const sagas = run['tables/sagas.jsonl'] ?? [];
const { judging } = { judging: await system.judging() };
const known = { records: system.records, translate: judging.translate };
const manifest = run.manifest[0] as unknown as Manifest;
const nothing: SoFar = { manifest, attempts: [], journal: [], injections: [], versions: [] };
const told = (soFar: SoFar) => historySoFar(soFar, known).history.map(({ f, key, type }) => `${f} ${key} ${type}`);

describe('the history of orders so far', () => {
  it('is nothing before anything has happened', () => {
    expect(historySoFar(nothing, known).history).toEqual([]);
  });

  it('tells of requests before any record is known', () => {
    const attempts = (run[runFiles.client] ?? []) as unknown as SoFar['attempts'];
    const words = told({ ...nothing, attempts });
    expect(words.filter((word) => word.startsWith('request'))).toHaveLength(attempts.length * 2);
    expect(words.every((word) => word.startsWith('request'))).toBe(true);
  });

  it('tells how orders began and ended as their records say, and not how they were found at the end', () => {
    const all = versionsOf(sagas) as unknown as SoFar['versions'];
    const words = told({ ...nothing, versions: all });
    expect(words.filter((word) => word.startsWith('begin'))).toHaveLength(3);
    expect(words.filter((word) => word.startsWith('end'))).toHaveLength(3);
    expect(words.filter((word) => word.startsWith('state'))).toEqual([]);
    const first = all.filter(({ change }) => change === 'INSERT');
    const open = told({ ...nothing, versions: first });
    expect(open.filter((word) => word.startsWith('begin'))).toHaveLength(3);
    expect(open.filter((word) => word.startsWith('end'))).toEqual([]);
  });
});
