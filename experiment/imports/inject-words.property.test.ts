import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { injectArguments } from '../exports/inject-arguments.ts';
import type { PlannedFault } from '../file/experiment.ts';
import { injectedFault } from './inject-words.ts';

const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('{"a":1}', '5', 'null', 'a=b', '[1]'));
const whole = fc.integer({ min: 1, max: 9 });
const target = fc.record(
  {
    ...{ function: text, table: text, queue: text, service: text, message: text, region: text, path: text },
    call: whole,
    operations: fc.array(text, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const parameters = fc.dictionary(
  fc.stringMatching(/^[a-z][A-Za-z]{0,9}$/),
  fc.oneof(text, fc.integer(), fc.boolean(), fc.dictionary(fc.stringMatching(/^[a-z]+$/), text)),
);
const selection = fc.record(
  {
    percentage: fc.integer({ min: 1, max: 99 }),
    first: whole,
    every: whole,
    keys: text,
    'allow-loss': fc.constant(true),
  },
  { requiredKeys: [] },
);

describe('the words of a fault by hand', () => {
  it('say everything that the fault says', () => {
    fc.assert(
      fc.property(target, parameters, selection, (target, parameters, selection) => {
        const fault = { fault: 'delay', target, parameters, ...selection };
        const planned = { id: 'slow', ...fault, start: 0, duration: 20_000 } as unknown as PlannedFault;
        const [, , ...words] = injectArguments(planned, 7);
        const named = Object.keys(parameters).length > 0 ? fault : { fault: 'delay', target, ...selection };
        expect(injectedFault(words)).toEqual({ id: 'slow', fault: named, duration: '20s' });
      }),
    );
  });
});
