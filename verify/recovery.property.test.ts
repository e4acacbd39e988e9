import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Load, recoveriesOf } from './recovery.ts';
import { assertEverySide } from './testing/every-side.ts';

const second = 1e9;
const faultStart = 12;
const leastBaseline = 10;

const load = fc.record({
  faultSeconds: fc.integer({ min: 1, max: 4 }),
  begun: fc.array(fc.record({ at: fc.integer({ min: 12, max: 30 }), takes: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 8,
  }),
  answers: fc.array(fc.record({ at: fc.integer({ min: 8, max: 30 }), bad: fc.boolean() }), { maxLength: 6 }),
  backlog: fc.array(fc.record({ at: fc.integer({ min: 8, max: 30 }), messages: fc.nat(3) }), { maxLength: 6 }),
});
type Drawn = typeof load extends fc.Arbitrary<infer Value> ? Value : never;

/** The second of the first sign, by asking each second whether anything looks worse than ever before the fault. */
function firstSign({ begun, answers, backlog, faultSeconds }: Drawn): number | null {
  const highest = Math.max(0, ...backlog.filter(({ at }) => at < faultStart).map(({ messages }) => messages));
  for (let now = faultStart; now <= faultStart + faultSeconds + 5; now++) {
    // Before the fault each took a second: who takes longer shows it a second after it began.
    if (begun.some(({ at, takes }) => takes > 1 && at + 1 === now)) return now;
    if (answers.some(({ at, bad }) => bad && at === now)) return now;
    if (backlog.some(({ at, messages }) => messages > highest && at === now)) return now;
  }
  return null;
}

describe('recoveriesOf, beside a look at every second', () => {
  it('finds the first sign', () => {
    assertEverySide(load, { shown: 300, hidden: 300 }, 5000, (drawn, see) => {
      const { begun, answers, backlog, faultSeconds } = drawn;
      const before = Array.from({ length: leastBaseline }, (_, at) => ({ at, takes: 1 }));
      const observed: Load = {
        durations: [...before, { at: 40, takes: 1 }, ...begun].map(({ at, takes }) => {
          return { start: at * second, end: (at + takes) * second };
        }),
        answers: answers.map(({ at, bad }) => ({ time: at * second, bad })),
        backlog: backlog.map(({ at, messages }) => ({ time: at * second, messages })).sort((a, b) => a.time - b.time),
      };
      const window = { start: faultStart * second, end: (faultStart + faultSeconds) * second };
      const [found] = recoveriesOf([{ windows: [window] }], observed);
      const sign = firstSign(drawn);
      expect(found).toMatchObject({ detected: sign === null ? null : (sign - faultStart) * second });
      see(sign === null ? 'hidden' : 'shown');
    });
  });
});
