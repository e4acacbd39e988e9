/** Something that took a while: from `start` to `end` (ns). */
export interface Duration {
  readonly start: number;
  readonly end: number;
}

/** What steady state is measured by. Times in ns since the history's origin. */
export interface Load {
  readonly durations: readonly Duration[];
  /** Messages waiting or in flight over all queues, by time. */
  readonly backlog: readonly { readonly time: number; readonly messages: number }[];
}

/** `after`: how long steady state took to return, ns; null: not again in this history. Else why it was not measured. */
export type Recovery = { readonly after: number | null } | { readonly notMeasured: string };

/** What was usual before the first fault: the slowest, and the highest backlog. */
export interface Baseline {
  readonly slowest: number;
  readonly highest: number;
}

const second = 1e9;
/** Seconds in a row that must be steady. */
const hold = 5;
/** Below this many durations before the first fault there is no baseline. */
const leastBaseline = 10;
/** Of what began in a steady window this share may take longer than the slowest of the baseline: its p95 is within. */
const slowShare = 0.05;

/** The baseline before a time, or why there is none. O(n). */
export function baselineBefore(firstFault: number, load: Load): Baseline | { readonly notMeasured: string } {
  const before = load.durations.filter((duration) => duration.end < firstFault);
  if (before.length < leastBaseline) {
    return {
      notMeasured: `no baseline: ${before.length} sagas ended before the first fault, expected ${leastBaseline}`,
    };
  }
  const slowest = most(before.map((duration) => duration.end - duration.start));
  const highest = most(load.backlog.filter((sample) => sample.time < firstFault).map((sample) => sample.messages));
  return { slowest, highest };
}

/**
 * How long after `end` (of a fault) steady state returned: from then on, for five seconds or to the end of the load, the
 * p95 of what began is within the baseline and the backlog never above it. O(n log n).
 */
export function recoveryAfter(end: number, firstFault: number, load: Load): Recovery {
  const baseline = baselineBefore(firstFault, load);
  if ('notMeasured' in baseline) return baseline;
  const { slowest, highest } = baseline;
  const later = load.durations.filter((duration) => duration.start >= end);
  const begun = times(later.map((duration) => duration.start));
  const slow = times(later.filter(({ start, end: to }) => to - start > slowest).map((duration) => duration.start));
  const high = load.backlog.filter((sample) => sample.time >= end && sample.messages > highest);
  const full = times(high.map((sample) => sample.time));
  const last = Math.max(most(load.durations.map((duration) => duration.end)), load.backlog.at(-1)?.time ?? 0);
  if (last < end) return { notMeasured: 'nothing was observed after its end' };
  const isSteady = (from: number): boolean => {
    const to = from + hold * second;
    if (within(full, from, to) > 0) return false;
    return within(slow, from, to) <= slowShare * within(begun, from, to);
  };
  // What begins exactly at the end of the fault is part of what follows it.
  for (const from of times([end - 1, ...slow, ...full])) {
    if (isSteady(from)) return { after: from >= end && last <= from ? null : Math.max(0, from - end) };
  }
  return { after: null };
}

function times(unordered: readonly number[]): Float64Array {
  return Float64Array.from(unordered).sort();
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
