import { join } from 'node:path';
import type { LoadProgress } from './follow-client-log.ts';
import { type Load, runArtillery } from './run-artillery.ts';

/** A load of one of our own systems. */
export interface SystemLoad extends Load {
  /** Path of the module that exports the `system`. */
  readonly system: string;
  /** How many operations each user has, one after another: a closed loop. @default 1 */
  readonly turns?: number;
  /** One thread for all users, so that they come in the order of their numbers. */
  readonly inOrder?: boolean;
}

/** Drives the operations of a system with Artillery. @throws Error with the end of Artillery's log when Artillery itself fails */
export function runLoad({ system, turns = 1, inOrder = false, ...load }: SystemLoad): Promise<LoadProgress> {
  const { seed, keyPrefix, after = 0, runDir } = load;
  const variables = { seed, system, turns, keyPrefix, after, clientLog: join(runDir, 'client.jsonl'), attended: true };
  return runArtillery(load, {
    from: join(import.meta.dirname, '..'),
    script: join(import.meta.dirname, 'operations.yaml'),
    args: ['--variables', JSON.stringify(variables)],
    ...(inOrder && { environment: { WORKERS: '1' } }),
    turns,
  });
}
