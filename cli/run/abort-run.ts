import { localstackCloud } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import type { EngineOptions } from '../cloud/engine-options.ts';
import { requestAbort } from './abort-request.ts';

/** A runner that hangs has a guard; this is how long it may take to come to its own end. */
const RUNNER_WITHIN_MS = 30_000;

/**
 * Tells the runner to abort its experiment, ends all faults without waiting for it, and sees to it that none comes after.
 * @returns lines for people, as things happen
 * @throws UsageError if a fault cannot be ended, or if the runner goes on
 */
export async function* abortRun(options: EngineOptions): AsyncGenerator<string> {
  // Whether LocalStack is well is a long question to one that is busy: faults first.
  const cloud = localstackCloud(options.endpoint ?? `http://127.0.0.1:${options.port}`);
  const endpoint = cloud.endpoint as string;
  // A runner has everything loaded that ends faults; here that takes longer than the runner needs for all of them.
  await requestAbort(endpoint);
  const [{ readJob }, { endFaults }, { endingLines }] = await Promise.all([
    import('./job.ts'),
    import('../chaos/end-faults.ts'),
    import('../chaos/ending-lines.ts'),
  ]);
  const job = await readJob(endpoint);
  const ending = await endFaults(cloud).catch(async (error: unknown) => {
    // Says what to do where none runs at all.
    const { runningCloud } = await import('../cloud/running-cloud.ts');
    await runningCloud(options);
    throw error;
  });
  yield* endingLines(ending);
  if (job === undefined) {
    yield `No experiment is under way at ${endpoint}.`;
    return;
  }
  yield `The run "${job.title}" (process ${job.pid}) was told to abort.`;
  const over = await waitUntil(async () => ((await readJob(endpoint)) === undefined ? true : undefined), {
    deadlineMs: RUNNER_WITHIN_MS,
    everyMs: 200,
  });
  if (over === undefined) {
    throw new UsageError(`the runner, process ${job.pid}, has not ended its experiment after ${RUNNER_WITHIN_MS} ms`, {
      hint: `End it: kill -9 ${job.pid}. Its guard then ends what it may still start.`,
    });
  }
  const late = await endFaults(cloud);
  if (late.ended.length > 0) yield* endingLines(late);
  yield `Its experiment is over; its verdict goes to ${job.runDir}.`;
}
