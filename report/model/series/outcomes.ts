import { bucketOf, type Span } from '../span.ts';
import type { UnitLife } from '../units/units.ts';
import type { Measurement } from './percentiles.ts';
import type { Series } from './series.ts';

/** How many units are in each state at the end of each bucket: final states below, open ones on top. */
export function stateSeries(span: Span, lives: readonly UnitLife[]): readonly Series[] {
  const begun = new Array<number>(span.buckets).fill(0);
  const ended = new Map<string, { committed: boolean; counts: number[] }>();
  for (const { begunAt, endedAt, label, committed } of lives) {
    const start = bucketOf(span, begunAt ?? Number.NaN);
    if (start !== undefined) begun[start] = (begun[start] ?? 0) + 1;
    const end = bucketOf(span, endedAt ?? Number.NaN);
    if (end === undefined || label === undefined) continue;
    const state = ended.get(label) ?? {
      committed: committed === true,
      counts: new Array<number>(span.buckets).fill(0),
    };
    ended.set(label, state);
    state.counts[end] = (state.counts[end] ?? 0) + 1;
  }
  const finals = [...ended].sort(([, a], [, b]) => Number(b.committed) - Number(a.committed));
  const totals = finals.map(([label, { committed, counts }]) => ({
    label,
    colour: committed ? '--good' : '--quiet',
    values: running(counts),
  }));
  const open = running(begun).map((all, index) =>
    Math.max(0, all - totals.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)),
  );
  return [...totals, { label: 'open', colour: '--line-2', values: open }];
}

/** From the beginning of a unit to its end. */
export function outcomeTimes(lives: readonly UnitLife[]): readonly Measurement[] {
  return lives.flatMap(({ begunAt, endedAt }) =>
    begunAt === undefined || endedAt === undefined ? [] : [{ at: begunAt, ms: endedAt - begunAt }],
  );
}

function running(counts: readonly number[]): number[] {
  let sum = 0;
  return counts.map((value) => {
    sum += value;
    return sum;
  });
}
