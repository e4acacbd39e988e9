/** A phase of Artillery: so many users spread evenly over so many seconds. */
export interface Arrivals {
  readonly duration: number;
  readonly arrivalCount: number;
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
