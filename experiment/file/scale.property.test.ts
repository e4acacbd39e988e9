import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultsOf, loadsOf } from './experiment.ts';
import { readExperiment } from './experiment-file.ts';
import { withOperations } from './scale.ts';
import { nothingStanding, samplePath } from './testing/sample.ts';

const experiment = await readExperiment(samplePath, nothingStanding);

describe('an experiment with another number of operations', () => {
  it('has exactly that many, and faults that start and last with the load, or from before it for as long as they can be met', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (operations) => {
        const scaled = withOperations(experiment, operations);
        expect(loadsOf(scaled).reduce((sum, load) => sum + load.operations, 0)).toBe(operations);
        for (const [index, fault] of faultsOf(scaled).entries()) {
          const planned = faultsOf(experiment)[index];
          const start = (Number(planned?.start) * operations) / 200;
          expect(Math.abs(Number(fault.start) - (Math.round(start) < 3_000 ? 0 : start))).toBeLessThanOrEqual(1);
          const wanted = ((planned?.duration ?? 0) * operations) / 200;
          expect(Math.abs(fault.duration - Math.max(12_000, wanted))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is itself with its own number', () => expect(withOperations(experiment, 200)).toEqual(experiment));
});
