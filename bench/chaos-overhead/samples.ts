/** Something whose cost is measured. */
export interface Subject {
  readonly name: string;
  readonly run: () => unknown;
}

/** Times of a subject in microseconds, one array a round. */
export interface Samples {
  readonly name: string;
  readonly rounds: readonly Float64Array[];
}

const ROUND = 200;
const WARM_UP = 4_000;

/** Runs the subjects in rounds of a few hundred, in turns, each round from the other end; after warming them up. */
export async function sampleInTurns(subjects: readonly Subject[], count: number): Promise<Samples[]> {
  const samples = subjects.map(({ name }) => ({ name, rounds: [] as Float64Array[] }));
  const turns = subjects.map(({ run }, index) => ({ run, rounds: samples[index]?.rounds ?? [] }));
  for (const { run } of turns) for (let n = 0; n < WARM_UP; n++) await run();
  for (let from = 0; from < count; from += ROUND) {
    turns.reverse();
    for (const { run, rounds } of turns) {
      const us = new Float64Array(ROUND);
      for (let n = 0; n < ROUND; n++) {
        const started = performance.now();
        await run();
        us[n] = (performance.now() - started) * 1_000;
      }
      rounds.push(us.sort());
      // Sockets and timers, the refresh of the rules among them, get their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return samples;
}

/**
 * A row for each subject: its own times, and how much they are more than those of the bare one. What is more is the median over
 * the rounds, each against the bare one's next to it, so that a machine that is busy for a while does not decide.
 */
export function overheadOf(bare: Samples, subjects: readonly Samples[]) {
  return [bare, ...subjects].map(({ name, rounds }) => {
    const all = Float64Array.from(rounds.flatMap((round) => [...round])).sort();
    const more = (quantile: number) =>
      at(Float64Array.from(rounds, (round, n) => at(round, quantile) - at(bare.rounds[n], quantile)).sort(), 0.5);
    return {
      name,
      median: rounded(at(all, 0.5)),
      p99: rounded(at(all, 0.99)),
      'median more': rounded(more(0.5)),
      'p99 more': rounded(more(0.99)),
    };
  });
}

function at(sorted: Float64Array | undefined, quantile: number): number {
  return sorted?.[Math.floor(sorted.length * quantile)] ?? Number.NaN;
}

function rounded(us: number): number {
  return Number(us.toFixed(2));
}
