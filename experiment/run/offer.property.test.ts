import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadsOf } from '../file/experiment.ts';
import { readExperiment } from '../file/experiment-file.ts';
import { nothingStanding, samplePath } from '../file/testing/sample.ts';
import { askedBy, mostWorthKnowing, offered, offerOf } from './offer.ts';

const experiment = await readExperiment(samplePath, nothingStanding);
const asked = askedBy(experiment);

describe('what is offered to a system', () => {
  it('is never more than was asked for, nor than a share of what the system takes', () => {
    const takes = fc.double({ min: 0.01, max: mostWorthKnowing(asked), noNaN: true });
    fc.assert(
      fc.property(takes, fc.integer({ min: 3, max: 40 }), (found, operations) => {
        const offer = offerOf(asked, { takes: found, operations });
        expect(offer.offered).toBeLessThanOrEqual(asked);
        expect(offer.offered).toBeLessThanOrEqual(found * offer.share);
        const [load] = loadsOf(offered(experiment, offer));
        expect(load?.rate).toBeCloseTo(offer.offered, 9);
        expect(load?.operations).toBe(200 - operations);
      }),
    );
  });

  it('is all where the system takes as much as need be known, and where nobody measured it', () => {
    expect(offerOf(asked, { takes: mostWorthKnowing(asked), operations: 40 }).offered).toBeCloseTo(asked, 9);
    const unmeasured = offerOf(asked, undefined);
    expect(unmeasured).toEqual({ asked, share: 0.6, offered: asked, calibrated: 0 });
    expect(offered(experiment, unmeasured)).toEqual(experiment);
  });
});
