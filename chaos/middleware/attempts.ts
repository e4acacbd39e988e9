/** More keys than an environment meets while a rule lives; the oldest are forgotten first. */
const MAX_KEYS = 10_000;

/** Counts the attempts with keys that nobody else counts. */
export interface Attempts {
  /** Notes an attempt with this key and says which attempt it is, from 1. */
  next(key: string): number;
}

/**
 * Counts in this execution environment. SQS counts the deliveries of a message, but nothing counts how often a client repeats
 * a request: so much of it as this environment has seen is the best there is. First attempts are first attempts everywhere.
 */
export function createAttempts(maxKeys = MAX_KEYS): Attempts {
  const counts = new Map<string, number>();
  return {
    next(key) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.delete(key);
      counts.set(key, count);
      const [oldest] = counts.keys();
      if (counts.size > maxKeys && oldest !== undefined) counts.delete(oldest);
      return count;
    },
  };
}
