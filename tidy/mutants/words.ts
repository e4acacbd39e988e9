import { expect as expects } from 'expect';
import fastCheck, { type Parameters } from 'fast-check';
import * as circus from 'jest-circus';
import { atMost, nextSeed } from './seeds.ts';

/** What tests import of `@jest/globals`, in a process without jest. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus;
export const expect = expects;

/** Whoever draws until enough was seen counts by itself. */
const isCounting = new URL(import.meta.url).searchParams.has('counting');

/** What tests import of `fast-check`: the same values in each run, and no time spent on the smallest of those that fail. */
const fc = {
  ...fastCheck,
  assert<Values>(property: fastCheck.IRawProperty<Values>, parameters: Parameters<Values> = {}) {
    const asked = parameters.numRuns ?? 100;
    const numRuns = isCounting ? asked : atMost(asked);
    return fastCheck.assert(property, { seed: nextSeed(), ...parameters, numRuns, endOnFailure: true });
  },
};
export default fc;
