import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { World } from '../world.ts';
import { action } from './arbitrary.ts';
import { Model } from './model.ts';
import { outcomeOf } from './outcome.ts';
import { requestOf, TABLE } from './request.ts';

const CALLS = 40;
/** By hand, FAULTLINE_HISTORIES=6000 makes more than 100,000 calls. */
const numRuns = Number(process.env.FAULTLINE_HISTORIES ?? 250);

/** What calls come to, all of which the random ones show. */
const KINDS = [
  'batch: ValidationException',
  'batch: done',
  'get: done',
  'query: ValidationException',
  'query: done',
  'queryIndex: ValidationException',
  'queryIndex: done',
  'scan: ValidationException',
  'scan: done',
  'transact: ConditionalCheckFailed',
  'transact: IdempotentParameterMismatchException',
  'transact: ValidationError',
  'transact: ValidationException',
  'transact: done',
  'transactGet: ValidationException',
  'transactGet: done',
  'write: ConditionalCheckFailedException',
  'write: ValidationException',
  'write: done',
];

describe('random calls', () => {
  it('come to what a brute-force model says', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: CALLS, size: 'max' }), (actions) => {
        const [world, model] = [new World(), new Model()];
        world.call('CreateTable', TABLE);
        for (const one of actions) {
          const { operation, input } = requestOf(one);
          const { message, ...answer } = world.tell(operation, input);
          const outcome = outcomeOf(one, answer);
          expect({ input, outcome, message }).toEqual({ input, outcome: model.do(one), message });
          const kind = `${one.call}: ${outcome.reasons?.find((reason) => reason !== 'None') ?? outcome.error ?? 'done'}`;
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
      }),
      { numRuns },
    );
    if (process.env.FAULTLINE_HISTORIES !== undefined) console.table(Object.fromEntries(seen));
    expect([...seen.keys()].sort()).toEqual(KINDS);
  });
});
