import type { FaultRule } from './faults.ts';

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

const second = 1e9;
/** Seconds in a row that must be steady. */
const hold = 5;
/** Below this many durations before the first fault there is no baseline. */
const leastBaseline = 10;
/** Of what began in a steady window this share may take longer than the slowest of the baseline: its p95 is within. */
const slowShare = 0.05;

/**
 * How the system came back after each fault, in the order of `rules`, or why that was not measured. Steady means: for
 * five seconds, or to the end of the load, the p95 of what begins is no longer than the slowest before the first fault,
 * the backlog no higher than it was then, and no greater share of answers bad. A sign is what breaks one of these
 * between the begin of the fault and five seconds after its end. O(n log n).
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
  const times: Times = {
    begun: sorted(load.durations.map((duration) => duration.start)),
    slow: sorted(slow.map((duration) => duration.start)),
    slowSeen: sorted(slow.map((duration) => duration.start + slowest)),
    full: sorted(load.backlog.filter((sample) => sample.messages > highest).map((sample) => sample.time)),
    answered: sorted(load.answers.map((answer) => answer.time)),
    bad: sorted(load.answers.filter((answer) => answer.bad).map((answer) => answer.time)),
    last: Math.max(most(load.durations.map((duration) => duration.end)), load.backlog.at(-1)?.time ?? 0),
    badShare,
  };
  return rules.map(({ windows }) => {
    const start = windows[0]?.start;
    const end = windows.at(-1)?.end;
    if (start === undefined || end === undefined) return { notMeasured: 'it never began' };
    if (!Number.isFinite(end)) return { notMeasured: 'it never ended' };
    if (before.length < leastBaseline) {
      const found = `${before.length} sagas ended before the first fault`;
      return { notMeasured: `no baseline: ${found}, expected ${leastBaseline}` };
    }
    if (times.last < end) return { notMeasured: 'nothing was observed after its end' };
    const after = steadyAfter(end, times);
    const seen = Math.min(...[times.slowSeen, times.full, times.bad].map((signs) => firstFrom(signs, start)));
    const detected = seen <= end + hold * second ? seen - start : null;
    const repair = detected === null || after === null ? null : Math.max(0, end + after - seen);
    return { detected, after, repair };
  });
}

/** Times in order: of what, of the slow begun, when each was seen to be slow, of a backlog too high, of bad answers. */
interface Times {
  readonly begun: Float64Array;
  readonly slow: Float64Array;
  readonly slowSeen: Float64Array;
  readonly full: Float64Array;
  readonly answered: Float64Array;
  readonly bad: Float64Array;
  /** The last that was observed. */
  readonly last: number;
  /** Of answers, in steady state. */
  readonly badShare: number;
}

function steadyAfter(end: number, { begun, slow, full, answered, bad, last, badShare }: Times): number | null {
  const isSteady = (from: number): boolean => {
    const to = from + hold * second;
    if (within(full, from, to) > 0) return false;
    if (within(bad, from, to) > badShare * within(answered, from, to)) return false;
    return within(slow, from, to) <= slowShare * within(begun, from, to);
  };
  // What begins exactly at the end of the fault is part of what follows it.
  const candidates = [slow, full, bad].flatMap((signs) => [...signs.subarray(countUpTo(signs, end - 1))]);
  for (const from of sorted([end - 1, ...candidates])) {
    if (isSteady(from)) return from >= end && last <= from ? null : Math.max(0, from - end);
  }
  return null;
}

function sorted(times: readonly number[]): Float64Array {
  return Float64Array.from(times).sort();
}

function firstFrom(ordered: Float64Array, time: number): number {
  return ordered[countUpTo(ordered, time - 1)] ?? Number.POSITIVE_INFINITY;
}

/** How many of the ordered times lie after `from` and up to `to`. */
function within(ordered: Float64Array, from: number, to: number): number {
  return countUpTo(ordered, to) - countUpTo(ordered, from);
}

function countUpTo(ordered: Float64Array, limit: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((greatest, number) => Math.max(greatest, number), 0);
}
