import fc from 'fast-check';

/** A side that so many times the runs that were asked for show too seldom is missing from what is drawn. */
const mostRounds = 50;

/**
 * Asserts a property of drawn values and goes on drawing until each of its sides was seen often enough. A floor under a
 * count of random values would fail some day by chance; this fails only where a side is hardly ever drawn.
 * @param drawn the values
 * @param least how often each side must be seen
 * @param numRuns how many values are drawn at least
 * @param property throws where it does not hold, and calls `see` with each side that the value shows
 * @returns how often each side was seen
 * @throws Error naming the counts when a side stays too rare
 */
export function assertEverySide<Value, Side extends string>(
  drawn: fc.Arbitrary<Value>,
  least: Readonly<Record<Side, number>>,
  numRuns: number,
  property: (value: Value, see: (side: Side) => void) => void,
): Readonly<Record<Side, number>> {
  const sides = Object.keys(least) as Side[];
  const seen = Object.fromEntries(sides.map((side) => [side, 0])) as Record<Side, number>;
  const see = (side: Side): void => {
    seen[side] += 1;
  };
  for (let round = 0; round < mostRounds; round += 1) {
    fc.assert(
      fc.property(drawn, (value) => property(value, see)),
      { numRuns },
    );
    if (sides.every((side) => seen[side] >= least[side])) return seen;
  }
  const counts = `seen ${JSON.stringify(seen)}, wanted ${JSON.stringify(least)}`;
  throw new Error(`Sides too rare in ${mostRounds * numRuns} values: ${counts}. Draw more of what shows them.`);
}
