import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { realTime } from '../kernel/pause.ts';
import { plannedStarts, usersIn } from './arrivals.ts';
import type { Drive } from './drive.ts';
import { followClientLog } from './follow-client-log.ts';
import { openRetryQuota } from './retry-quota.ts';
import { userWorld } from './user-world.ts';

/**
 * Drives operations from this process, each by a user of its own who does not wait for the others. Enough for some hundred
 * operations a second; what needs more is Artillery's.
 * @throws the error of a user who broke, or the signal's reason
 */
export const sendOperations: Drive = async (load) => {
  const { system, cloud, target, arrivals, after = 0, seed, keyPrefix, runDir } = load;
  const { operation, send } = await system.workload();
  const clientLog = join(runDir, 'client.jsonl');
  mkdirSync(runDir, { recursive: true });
  const follower = followClientLog(clientLog, { after, operations: usersIn(arrivals) }, load.report);
  const broken = new AbortController();
  const signal = AbortSignal.any([load.signal, broken.signal]);
  const world = userWorld({ target, cloud, seed, clientLog, quota: openRetryQuota() });
  const startedAt = realTime.now();
  const users: Promise<void>[] = [];
  try {
    for (const [index, dueMs] of plannedStarts(arrivals).entries()) {
      await realTime.pause(Math.max(0, startedAt + dueMs - realTime.now()), signal);
      const number = after + index + 1;
      const user = send(operation(seed, number, keyPrefix), `user-${number}`, world);
      users.push(user.catch((error: unknown) => broken.abort(error)));
    }
    await Promise.all(users);
    signal.throwIfAborted();
  } finally {
    follower.stop();
  }
  return follower.progress();
};
