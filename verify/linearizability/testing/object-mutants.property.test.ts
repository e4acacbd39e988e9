import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { drawOf } from '../../testing/mutants/draw.ts';
import { judge } from '../../verdict/checker.ts';
import { linearizationSchema } from '../../verdict/linearization.ts';
import { linearizability } from '../linearizability.ts';
import type { ObjectKind } from './live-object.ts';
import { objectMutants } from './object-mutants.ts';
import { ObjectRun, type RunShape } from './object-run.ts';
import { objectKinds } from './objects.ts';
import { Planter } from './planter.ts';

const runs = fc.record({ seed: fc.integer(), operations: fc.nat(40), clients: fc.integer({ min: 1, max: 4 }) });
const keys = 3;

function runOf(
  kind: ObjectKind,
  seed: number,
  shape: Omit<RunShape, 'keys'>,
): { run: ObjectRun; draw: (n: number) => number } {
  const draw = drawOf(seed);
  const run = new ObjectRun(kind, draw, { ...shape, keys });
  run.run(shape.operations);
  return { run, draw: (below) => draw(0, below - 1) };
}

describe.each(objectKinds)('linearizability of $model.name', (kind) => {
  const { model } = kind;
  const mutants = objectMutants.filter((mutant) => mutant.model === model.name);
  const judged = (history: readonly HistoryEvent[]) =>
    judge(linearizability, history, { options: { model }, allowEmpty: true });

  it('accuses no valid history', () => {
    fc.assert(
      fc.property(runs, ({ seed, operations, clients }) => {
        const { run } = runOf(kind, seed, { operations, clients, unknownPercent: 3, failPercent: 5 });
        const { valid, counterexample, error } = judged(run.events);
        expect({ valid, counterexample, error }).toEqual({ valid: true });
      }),
      { numRuns: 300 },
    );
  });

  it('has three mutants of different names', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(3);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('catches: %s', (_, { plant, needsCertainty }) => {
    fc.assert(
      fc.property(runs, ({ seed, operations, clients }) => {
        const unknownPercent = needsCertainty ? 0 : 3;
        const { run, draw } = runOf(kind, seed, { operations, clients, unknownPercent, failPercent: 5 });
        run.settle();
        const key = `key-${draw(keys)}`;
        plant(new Planter(run, key));
        run.run(operations);
        const { valid, counterexample, linearizations, error } = judged(run.events);
        expect({ valid, error, ids: counterexample?.ids }).toEqual({ valid: false, ids: [key] });
        expect(linearizations?.map((each) => linearizationSchema.parse(each).id)).toEqual([key]);
      }),
      { numRuns: 100 },
    );
  });
});
