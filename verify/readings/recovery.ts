import type { FaultRule } from './faults.ts';
import { countUpTo, hold, inOrder, type Signs, slowShare, steadyAfter } from './steady.ts';

/** Something that took a while: from `start` to `end` (ns). */
export interface Duration {
  readonly start: number;
  readonly end: number;
}

/** What steady state is measured by. Times in ns since the history's origin. */
export interface Load {
  readonly durations: readonly Duration[];
  /** When a client learnt how its request went; `bad`: it did not, the answer was an error of the system or none. */
  readonly answers: readonly { readonly time: number; readonly bad: boolean }[];
  /** Messages waiting or in flight over all queues, by time. */
  readonly backlog: readonly { readonly time: number; readonly messages: number }[];
}

/** What became of the system after one fault. Times in ns. */
export interface Recovery {
  /** From the fault's begin to the first sign of it; null: it showed none. */
  readonly detected: number | null;
  /** From its end to steady state; null: not again in this history. */
  readonly after: number | null;
  /** From the first sign to steady state; null without either. */
  readonly repair: number | null;
}

/** Below this many durations before the first fault there is no baseline. */
const leastBaseline = 10;

/**
 * How the system came back after each fault, in the order of `rules`, or why that was not measured. The baseline is what
 * ended, waited and was answered before the first fault: a duration is slow if longer than its longest, a backlog too
 * high if higher than its highest, and its share of bad answers, at least one of twenty, is borne. Steady state is
 * defined in `steady.ts`. A sign of a fault is a bad answer, a backlog too high, or the moment at which a duration
 * becomes slow, between the begin of the fault and five seconds after its end. What never ends or is never answered is
 * for other checkers to accuse. O((n + rules) log n).
 */
export function recoveriesOf(
  rules: readonly Pick<FaultRule, 'windows'>[],
  load: Load,
): (Recovery | { readonly notMeasured: string })[] {
  const firstFault = Math.min(...rules.flatMap((rule) => rule.windows.map((window) => window.start)));
  const before = load.durations.filter((duration) => duration.end < firstFault);
  const slowest = most(before.map((duration) => duration.end - duration.start));
  const highest = most(load.backlog.filter((sample) => sample.time < firstFault).map((sample) => sample.messages));
  const answered = load.answers.filter((answer) => answer.time < firstFault);
  const badShare = Math.max(slowShare, answered.filter((answer) => answer.bad).length / Math.max(1, answered.length));
  const slow = load.durations.filter((duration) => duration.end - duration.start > slowest);
  const slowSeen = inOrder(slow.map((duration) => duration.start + slowest));
  const signs: Signs = {
    begun: inOrder(load.durations.map((duration) => duration.start)),
    slow: inOrder(slow.map((duration) => duration.start)),
    full: inOrder(load.backlog.filter((sample) => sample.messages > highest).map((sample) => sample.time)),
    answered: inOrder(load.answers.map((answer) => answer.time)),
    bad: inOrder(load.answers.filter((answer) => answer.bad).map((answer) => answer.time)),
    badShare,
    last: most([
      ...load.durations.map(({ end }) => end),
      ...[...load.answers, ...load.backlog].map(({ time }) => time),
    ]),
  };
  const ends = rules.flatMap(({ windows }) => windows.at(-1)?.end ?? []).filter(Number.isFinite);
  const steady = steadyAfter(ends, signs);
  return rules.map(({ windows }) => {
    const start = windows[0]?.start;
    const end = windows.at(-1)?.end;
    if (start === undefined || end === undefined) return { notMeasured: 'it never began' };
    if (!Number.isFinite(end)) return { notMeasured: 'it never ended' };
    if (before.length < leastBaseline) {
      const found = `${before.length} sagas ended before the first fault`;
      return { notMeasured: `no baseline: ${found}, expected ${leastBaseline}` };
    }
    if (signs.last < end) return { notMeasured: 'nothing was observed after its end' };
    const after = steady.get(end) ?? null;
    const seen = Math.min(...[slowSeen, signs.full, signs.bad].map((times) => firstFrom(times, start)));
    const detected = seen <= end + hold ? seen - start : null;
    const repair = detected === null || after === null ? null : Math.max(0, end + after - seen);
    return { detected, after, repair };
  });
}

function firstFrom(ordered: Float64Array, time: number): number {
  return ordered[countUpTo(ordered, time - 1)] ?? Number.POSITIVE_INFINITY;
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((greatest, number) => Math.max(greatest, number), 0);
}
