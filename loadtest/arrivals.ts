/** A phase of Artillery: so many users spread evenly over so many seconds. */
export interface Arrivals {
  readonly duration: number;
  readonly arrivalCount: number;
}

/** How many users come in all. */
export function usersIn(arrivals: readonly Arrivals[]): number {
  return arrivals.reduce((sum, { arrivalCount }) => sum + arrivalCount, 0);
}

/** When each user is to come, in milliseconds from the first: as Artillery has it, at the end of his part of the phase. */
export function plannedStarts(arrivals: readonly Arrivals[]): number[] {
  let from = 0;
  const starts = arrivals.flatMap(({ duration, arrivalCount }) => {
    const begins = from;
    from += duration * 1_000;
    return Array.from({ length: arrivalCount }, (_, n) => begins + ((n + 1) * duration * 1_000) / arrivalCount);
  });
  const [first = 0] = starts;
  return starts.map((start) => start - first);
}

/** A rising rate is made of at most so many even parts. */
const MOST_STEPS = 60;

/**
 * When users come so that exactly `operations` come in all, at a rate (operations a second) that changes evenly to `rampTo`. (Artillery's own
 * `rampTo` draws arrivals by chance, so that their number differs from run to run.)
 */
export function arrivals(operations: number, rate: number, rampTo: number): Arrivals[] {
  const seconds = Math.max(1, Math.ceil((2 * operations) / (rate + rampTo)));
  if (rate === rampTo) return [{ duration: seconds, arrivalCount: operations }];
  const steps = Math.min(MOST_STEPS, seconds);
  const second = (step: number) => Math.round((seconds * step) / steps);
  // The area under the line of the rate up to this share of the time, as a share of the whole.
  const come = (share: number) => (rate * share + ((rampTo - rate) * share * share) / 2) / ((rate + rampTo) / 2);
  const ordered = (step: number) => Math.round(operations * come(second(step) / seconds));
  return Array.from({ length: steps }, (_, step) => ({
    duration: second(step + 1) - second(step),
    arrivalCount: ordered(step + 1) - ordered(step),
  }));
}
