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

const second = 1e9;
/** Seconds in a row that must be steady. */
const hold = 5;
/** Below this many durations before the first fault there is no baseline. */
const leastBaseline = 10;

/**
 * How long after `end` (of a fault) steady state returned, ns: from then on, for five seconds or to the end of the load,
 * nothing begun took longer than the slowest before `firstFault` and the backlog was no higher than before it. Null: not
 * again in this history. Undefined: there was no baseline to compare with. O(n log n).
 */
export function recoveryAfter(end: number, firstFault: number, load: Load): number | null | undefined {
  const before = load.durations.filter((duration) => duration.end < firstFault);
  if (before.length < leastBaseline) return undefined;
  const slowest = most(before.map((duration) => duration.end - duration.start));
  const highest = most(load.backlog.filter((sample) => sample.time < firstFault).map((sample) => sample.messages));
  const disturbed = [
    ...load.durations.filter((duration) => duration.end - duration.start > slowest).map((duration) => duration.start),
    ...load.backlog.filter((sample) => sample.messages > highest).map((sample) => sample.time),
  ].filter((time) => time >= end);
  disturbed.sort((a, b) => a - b);
  let steadyFrom = end;
  for (const time of disturbed) {
    if (time - steadyFrom >= hold * second) return steadyFrom - end;
    steadyFrom = time;
  }
  const last = Math.max(most(load.durations.map((duration) => duration.end)), load.backlog.at(-1)?.time ?? 0);
  return disturbed.length > 0 && last <= steadyFrom ? null : steadyFrom - end;
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((greatest, number) => Math.max(greatest, number), 0);
}
