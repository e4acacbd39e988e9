/** For how many seconds AWS keeps units that nobody used (Developer Guide, "Burst capacity"). */
const BURST_S = 300;

/**
 * Units that may still be taken: so many a second, and those of the last five minutes that nobody took. A new one has them all,
 * so that nothing is refused which AWS might take. One call may take more than there is; those after it wait until it is made up.
 */
export class Allowance {
  #left = Number.POSITIVE_INFINITY;
  #atMs = 0;

  /** What is left at so many units a second. */
  left(perSecond: number, nowMs: number): number {
    return Math.min(BURST_S * perSecond, this.#left + (perSecond * (nowMs - this.#atMs)) / 1000);
  }

  /** Takes units. */
  take(units: number, perSecond: number, nowMs: number): void {
    this.#left = this.left(perSecond, nowMs) - units;
    this.#atMs = nowMs;
  }

  copy(): Allowance {
    const copy = new Allowance();
    [copy.#left, copy.#atMs] = [this.#left, this.#atMs];
    return copy;
  }
}
