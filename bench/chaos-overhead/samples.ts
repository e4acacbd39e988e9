/** Something whose cost is measured. */
export interface Subject {
  readonly name: string;
  readonly run: () => unknown;
}

/** Times of a subject in microseconds, in ascending order. */
export interface Samples {
  readonly name: string;
  readonly us: Float64Array;
}

const ROUND = 200;
const WARM_UP = 4_000;

/** Runs the subjects in turns of a few hundred, after warming them up. */
export async function sampleInTurns(subjects: readonly Subject[], count: number): Promise<Samples[]> {
  const times = subjects.map(() => new Float64Array(count));
  for (const { run } of subjects) for (let n = 0; n < WARM_UP; n++) await run();
  for (let from = 0; from < count; from += ROUND) {
    for (const [index, { run }] of subjects.entries()) {
      const us = times[index] as Float64Array;
      for (let n = from; n < Math.min(from + ROUND, count); n++) {
        const started = performance.now();
        await run();
        us[n] = (performance.now() - started) * 1_000;
      }
      // Sockets and timers, the refresh of the rules among them, get their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return subjects.map(({ name }, index) => ({ name, us: (times[index] as Float64Array).sort() }));
}

/** A row for each subject: its own times, and how much they are more than those of the bare one. */
export function overheadOf(bare: Samples, subjects: readonly Samples[]) {
  return [bare, ...subjects].map((subject) => ({
    name: subject.name,
    median: round(at(subject, 0.5)),
    p99: round(at(subject, 0.99)),
    'median more': round(at(subject, 0.5) - at(bare, 0.5)),
    'p99 more': round(at(subject, 0.99) - at(bare, 0.99)),
  }));
}

function at({ us }: Samples, quantile: number): number {
  return us[Math.floor(us.length * quantile)] ?? Number.NaN;
}

function round(us: number): number {
  return Number(us.toFixed(2));
}
