import fc from 'fast-check';
import { runOf, type SagaPlan, type SagaRun, steps } from './saga-run.ts';

const plan: fc.Arbitrary<Omit<SagaPlan, 'id'>> = fc.record({
  startsAt: fc.integer({ min: 0, max: 60 }),
  amount: fc.integer({ min: 1, max: 9 }),
  resource: fc.constantFrom('disks', 'cables'),
  quantity: fc.integer({ min: 1, max: 4 }),
  refusedAt: fc.option(fc.integer({ min: 0, max: steps.length - 1 }), { nil: undefined }),
  lostAnswers: fc.integer({ min: 0, max: 2 }),
  repeated: fc.boolean(),
  gaps: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
});

/** Valid runs of concurrent sagas, committed and compensated. */
export function sagaRuns(options: { readonly minSagas?: number } = {}): fc.Arbitrary<SagaRun> {
  return fc
    .array(plan, { minLength: options.minSagas ?? 0, maxLength: 6 })
    .map((plans) => runOf(plans.map((each, n) => ({ id: `saga-${n}`, ...each }))));
}

/**
 * Valid runs that hold at least one saga of each kind: committed, and refused at the last step, so that there are two
 * compensations. Every violation can be planted in them.
 */
export function richSagaRuns(): fc.Arbitrary<SagaRun> {
  return fc.tuple(plan, plan, fc.array(plan, { maxLength: 3 })).map(([first, second, others]) =>
    runOf(
      [{ ...first, refusedAt: undefined }, { ...second, refusedAt: steps.length - 1 }, ...others].map((each, n) => ({
        id: `saga-${n}`,
        ...each,
      })),
    ),
  );
}
