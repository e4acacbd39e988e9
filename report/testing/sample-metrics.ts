import type { MetricsSample, QueueAfter } from '../../run/run-files.ts';
import type { SampleOptions } from './sample-options.ts';
import { orderSystem } from './sample-systems.ts';

/** When the load of a run began, its fault came and went, and the load ended. Epoch milliseconds. */
interface Times {
  readonly start: number;
  readonly window: { readonly from: number; readonly to: number };
  readonly loadMs: number;
}

/** The queues of a run as they were found at a time (epoch ms): what was given up lies in the dead-letter queue of what is slow. */
export function sampleQueues({ verdict, system = orderSystem }: SampleOptions, at: number): QueueAfter[] {
  const empty = { at, visible: 0, inFlight: 0, delayed: 0 };
  return system.queues.flatMap((queue) => {
    const name = `${system.name}-${queue}`;
    const visible = verdict === 'fail' && queue === system.slow ? 2 : 0;
    return [
      { ...empty, name, deadLetter: false },
      { ...empty, name: `${name}-dlq`, deadLetter: true, visible },
    ];
  });
}

/** Depths of the queues and environments alive, sampled every 1.5 s: what is slow fills up while the fault is active. */
export function sampleMetrics(
  random: () => number,
  { count, verdict, system = orderSystem }: SampleOptions,
  { start, window, loadMs }: Times,
): MetricsSample[] {
  const samples: MetricsSample[] = [];
  const { name, slow: hit } = system;
  for (let at = start - 4000; at < start + loadMs + 9000; at += 1500) {
    const slow = Math.max(0, Math.min(at - window.from, window.to - at + 6000) / 20_000);
    const depth = (share: number) =>
      at < start || at > start + loadMs + 5000 ? 0 : Math.round((random() * 4 + slow * share * count) * 0.2);
    const dead = (queue: string) => (verdict === 'fail' && queue === hit && at > window.to ? 2 : 0);
    const queues = Object.fromEntries(
      system.queues.flatMap((queue) => [
        [`${name}-${queue}`, { visible: depth(queue === hit ? 0.6 : 0.05), inFlight: depth(0.05), delayed: 0 }],
        [`${name}-${queue}-dlq`, { visible: dead(queue), inFlight: 0, delayed: 0 }],
      ]),
    );
    const alive = (share: number) => Math.min(5, 1 + Math.round(slow * share));
    const environments = Object.fromEntries(
      [...new Set([...system.functions.slice(0, 1), hit])].map((one) => [`${name}-${one}`, alive(one === hit ? 4 : 1)]),
    );
    samples.push({ at, queues, environments: { ...environments, [`${name}-chaos-latency`]: 1 } });
  }
  return samples;
}
