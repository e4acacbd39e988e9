/**
 * The guard: a process that outlives its runner for a few seconds, in which it ends all faults.
 *
 *     runner --pipe: job, beat, beat, beat, ... --> guard        release: it exits
 *     runner dies, the pipe closes, or beats stay out        --> it ends all faults, says so in the journal and exits
 *
 * It runs in a session of its own, so that a Ctrl-C in the runner's terminal does not end it, too.
 */
import { createInterface } from 'node:readline';
import { openClients } from '../../kernel/clients.ts';
import { isGone } from '../../kernel/gone.ts';
import { realTime } from '../../kernel/pause.ts';
import { openRunLines } from '../../run/journal.ts';
import type { Carrier } from '../carriers/carrier.ts';
import { endAllFaults } from '../carriers/end-all.ts';
import { openCarriers } from '../carriers/open-carriers.ts';
import { type Job, jobSchema, ready, words } from './job.ts';
import { openWatch } from './watch.ts';

const LOOK_EVERY_MS = 100;
const GIVE_UP_MS = 60_000;

async function main(): Promise<void> {
  const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const first = await input.next();
  if (first.done === true) return;
  const job = jobSchema.parse(JSON.parse(first.value));
  const clients = openClients(job.cloud);
  // Opened now, because it takes time, and because LocalStack may be slow when the time is short.
  const carriers = await openCarriers(job.cloud, clients, job.chaos, realTime.now);
  const watch = openWatch(realTime.now(), job.beatWithinMs);
  void listen(input, watch);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => watch.close());
  // The runner may be gone before it reads this.
  process.stdout.on('error', () => undefined);
  process.stdout.write(`${ready}\n`);
  for (;;) {
    const conclusion = watch.conclude(realTime.now());
    if (conclusion.kind === 'released') return;
    if (conclusion.kind === 'lost') return endFaults(carriers, job, conclusion.why);
    await realTime.pause(LOOK_EVERY_MS);
  }
}

async function listen(lines: AsyncIterator<string>, watch: ReturnType<typeof openWatch>): Promise<void> {
  for (;;) {
    const line = await lines.next();
    if (line.done === true) return watch.close();
    if (line.value === words.beat) watch.beat(realTime.now());
    if (line.value === words.release) watch.release();
  }
}

async function endFaults(carriers: readonly Carrier[], { cloud, runDir, settleMs }: Job, why: string): Promise<void> {
  const lines = openRunLines(runDir, realTime.now);
  lines.journal('guard', 'started', { why });
  const options = { time: realTime, settleMs, withinMs: GIVE_UP_MS, isGone: () => isGone(cloud) };
  const { ended, problems, tookMs } = await endAllFaults(carriers, options);
  lines.journal('guard', problems.length === 0 ? 'completed' : 'failed', { ended, problems, tookMs });
  const error = `${why}; its guard ended ${ended.length === 1 ? '1 fault' : `${ended.length} faults`} in ${tookMs} ms`;
  lines.journal('experiment', 'interrupted', { error });
}

await main();
// An open pipe or socket must not keep a guard without a job.
process.exit();
