import fc from 'fast-check';
import type { Duration, Load } from '../recovery.ts';

export const second = 1e9;
export const firstFault = 12 * second;

const at = (min: number) => fc.integer({ min, max: 30 }).map((seconds) => seconds * second);
/** A few bad ones among single good ones and crowds of them: steady state bears one bad of twenty. */
const crowded = <Value>(good: fc.Arbitrary<Value>, bad: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc
    .array(fc.oneof(fc.tuple(good, fc.constantFrom(1, 19, 20, 40)), fc.tuple(bad, fc.constantFrom(1, 1, 2))), {
      maxLength: 7,
    })
    .map((drawn) => drawn.flatMap(([value, count]) => Array.from({ length: count }, () => value)));

const lasting = (seconds: fc.Arbitrary<number>): fc.Arbitrary<Duration> =>
  fc.tuple(at(12), seconds).map(([start, takes]) => ({ start, end: start + takes * second }));
const answer = (bad: boolean) => fc.record({ time: at(8), bad: fc.constant(bad) });
/** Ten took a second before the first fault, so that more than a second is slow; what ends with its begin says nothing. */
const before: readonly Duration[] = [
  ...Array.from({ length: 10 }, (_, n) => ({ start: n * second, end: (n + 1) * second })),
  { start: firstFault - 3 * second, end: firstFault },
];
/** Load in whole seconds, around and after the first fault. */
export const loads: fc.Arbitrary<Load> = fc.record({
  durations: crowded(lasting(fc.constant(1)), lasting(fc.constantFrom(2, 4))).map((durations) => [
    ...before,
    ...durations,
  ]),
  answers: crowded(answer(false), answer(true)),
  backlog: fc.array(fc.record({ time: at(8), messages: fc.nat(3) }), { maxLength: 4 }),
});
/** When faults began and ended. */
export const faultWindows = fc
  .array(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 3 })
  .map((drawn) =>
    drawn.map(([start, length], n): Duration => {
      const from = n === 0 ? firstFault : firstFault + start * second;
      return { start: from, end: from + length * second };
    }),
  );

const highest = ({ backlog }: Load): number =>
  Math.max(0, ...backlog.filter(({ time }) => time < firstFault).map(({ messages }) => messages));

/** Whether the five seconds after `t` are steady, by the definition. */
function isSteady({ durations, answers, backlog }: Load, most: number, t: number): boolean {
  const isIn = (time: number): boolean => time > t && time <= t + 5 * second;
  const took = durations.filter(({ start }) => isIn(start)).map(({ start, end }) => end - start);
  // The nearest rank: as many of a hundred are no longer.
  const p95 = took.sort((a, b) => a - b)[Math.ceil((95 * took.length) / 100) - 1] ?? 0;
  const answered = answers.filter(({ time }) => isIn(time));
  const bad = answered.filter((answer) => answer.bad).length;
  const earlier = answers.filter(({ time }) => time < firstFault);
  const earlierBad = earlier.filter((answer) => answer.bad).length;
  return (
    p95 <= second &&
    backlog.every(({ time, messages }) => !isIn(time) || messages <= most) &&
    (20 * bad <= answered.length || (earlierBad > 0 && bad * earlier.length <= earlierBad * answered.length))
  );
}

/** How long after an end steady state returns, by asking at every second: all that is drawn happens at whole ones. */
export function returnsAfter(drawn: Load, end: number): number | null {
  const { durations, answers, backlog } = drawn;
  const observed = [...durations.map((each) => each.end), ...[...answers, ...backlog].map(({ time }) => time)];
  const most = highest(drawn);
  for (let t = end - 1; observed.some((time) => time > t); t = t < end ? end : t + second) {
    if (isSteady(drawn, most, t)) return Math.max(0, t - end);
  }
  return null;
}

/** The first sign, by asking at every second whether anything looks worse than ever before the fault. */
export function firstSign(drawn: Load, { start, end }: Duration): number | null {
  const most = highest(drawn);
  for (let now = start; now <= end + 5 * second; now += second) {
    const isSlow = drawn.durations.some((each) => each.end > now && each.start + second === now);
    const isBad = drawn.answers.some(({ time, bad }) => bad && time === now);
    const isFull = drawn.backlog.some(({ time, messages }) => messages > most && time === now);
    if (isSlow || isBad || isFull) return now;
  }
  return null;
}
