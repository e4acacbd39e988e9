/** The value that so many percent of the sorted values do not exceed (nearest rank: one of them, nothing in between); undefined of nothing. */
export function percentile(sorted: readonly number[], percent: number): number | undefined {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}
