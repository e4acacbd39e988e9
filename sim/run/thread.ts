import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { streamsOf } from '../chance/streams.ts';
import { installRealm } from '../realm/install.ts';
import { currentOwner, setHost } from '../realm/owner.ts';
import { Timeline } from '../time/timeline.ts';
import { hostOwner } from './host-owner.ts';
import { type Said, type SimulationOrder, watched } from './order.ts';

// The first code of the thread: nothing that keeps Node's own clock may be loaded before it is replaced.
const order = workerData as SimulationOrder;
const pulse = new Int32Array(order.pulse);
const timeline = new Timeline(order.startMs);
const { settle } = installRealm();
const host = hostOwner(timeline, streamsOf(`${order.seed}/host`), (error) => fail(error));
setHost(host);

const say = (said: Said) => parentPort?.postMessage(said);
let failure: { readonly error: unknown } | undefined;

function fail(error: unknown): void {
  failure ??= { error };
}

/** Lets virtual time go on until work is done. It waits only when nothing can go on without time. */
async function drive<Result>(work: Promise<Result>): Promise<Result> {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  work.then(end, end);
  for (;;) {
    await settle();
    if (failure !== undefined) throw failure.error;
    if (isDone) return work;
    Atomics.add(pulse, watched.events, 1);
    Atomics.store(pulse, watched.running, 0);
    if (!timeline.step()) throw new Error('Nothing is left to happen, though the run is not over.');
  }
}

process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (reason) => {
  const owner = currentOwner();
  if (owner === host) fail(reason);
  else owner.uncaught(reason);
});

try {
  const { makeCloud } = await import('../cloud/simulated-cloud.ts');
  const { simulate } = await import('./simulate.ts');
  const functions: string[] = ['the lab'];
  const cloud = makeCloud({
    ...{ stack: order.stack, modules: order.modules, seed: order.seed, profile: order.profile, timeline, fail },
    template: JSON.parse(readFileSync(order.template, 'utf8')),
    enter: (name) => Atomics.store(pulse, watched.running, functions.indexOf(name)),
  });
  functions.push(...cloud.functionNames);
  say({ kind: 'running', functions });
  host.connect(cloud.network);
  const run = await simulate(order, cloud, (line) => say({ kind: 'report', line }));
  const facts = await drive(run());
  const ignored = Object.fromEntries(cloud.ignored);
  say({ kind: 'done', simulated: { facts, endMs: Math.floor(timeline.nowMs), events: timeline.happened, ignored } });
} catch (error) {
  const { message, hint, stack } =
    error instanceof Error
      ? (error as Error & { hint?: string })
      : { message: String(error), hint: undefined, stack: undefined };
  say({ kind: 'failed', message, hint, stack });
}
