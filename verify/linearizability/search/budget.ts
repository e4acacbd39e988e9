import { getHeapStatistics } from 'node:v8';

/** When to give up: asked now and then. */
export interface Budget {
  readonly outOfTime: () => boolean;
  /** Of visited configurations and states, as they are accounted for. */
  readonly bytes: number;
}

/**
 * When nothing else is said: no more than a quarter of what this process may hold, because states that were computed and
 * dropped again lie about until they are collected.
 */
export const defaultBytes = Math.min(512 * 1024 * 1024, getHeapStatistics().heap_size_limit / 4);
