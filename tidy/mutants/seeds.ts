let drawn = 0;
let most = Number.POSITIVE_INFINITY;

/**
 * To be called before each test, so that it draws what it drew before.
 * @param mostRuns values that a property is tried with at most
 */
export function beginTest(mostRuns: number): void {
  drawn = 0;
  most = mostRuns;
}

/** A seed: another one for each property of a test, and each time it is tried. */
export function nextSeed(): number {
  drawn += 1;
  return drawn;
}

/** How often a property that asks for so many values is tried. */
export function atMost(numRuns: number): number {
  return Math.min(numRuns, most);
}
