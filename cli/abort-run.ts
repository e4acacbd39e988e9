import { localstackCloud } from '../localstack/cloud.ts';
import { waitUntil } from '../localstack/wait-until.ts';
import type { EngineOptions } from './engine-options.ts';
import { readJob, requestAbort } from './job.ts';
import { runningCloud } from './running-cloud.ts';
import { UsageError } from './usage-error.ts';

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
  const job = await readJob(endpoint);
  if (job !== undefined) await requestAbort(endpoint);
  // The AWS clients take longer to load than the runner needs to see the request.
  const { withFaultControl } = await import('./chaos/open-control.ts');
  const { endingLines } = await import('./chaos/by-hand.ts');
  const endAll = () => withFaultControl(cloud, (control) => control.endAll());
  const ending = await endAll().catch(async (error: unknown) => {
    // Says what to do where none runs at all.
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
  const late = await endAll();
  if (late.ended.length > 0) yield* endingLines(late);
  yield `Its experiment is over; its verdict goes to ${job.runDir}.`;
}
