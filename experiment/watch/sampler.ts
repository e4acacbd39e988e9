import type { RunLines } from '../../run/journal.ts';
import type { QueueDepth } from '../../run/run-files.ts';
import type { EnvironmentsAlive } from './environments.ts';
import type { Observer } from './observed.ts';

const EVERY_MS = 1_500;

/** The depth of all queues, read once in a while for everybody who wants to know. */
export interface Sampler {
  /** Reads the depths now and keeps the sample. */
  sample(): Promise<Record<string, QueueDepth>>;
  stop(): Promise<void>;
}

/** Samples queues and environments until it is stopped. A failed look leaves a gap: measuring must not end an experiment. */
export function startSampler(observer: Observer, environments: EnvironmentsAlive, lines: RunLines): Sampler {
  const sample = async () => {
    const [depths, alive] = await Promise.all([observer.depths(), environments()]);
    lines.metrics(depths, alive);
    return depths;
  };
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  const again = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = sample().then(
        () => again(),
        () => again(),
      );
    }, EVERY_MS);
  };
  again();
  return {
    sample,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
