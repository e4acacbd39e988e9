/** How often something dear is done, by what it costs. */
export interface Pace {
  /** Does it if its time has come, or if it must be; who comes while it is done does not wait, unless it must be. */
  perhaps(work: () => Promise<void>, isNeeded: boolean): Promise<void>;
}

export interface PaceOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Processor time of this process so far, ms. */
  readonly cpuMs: () => number;
}

/** Of the time of one processor: what is watched needs the rest. */
const share = 1 / 50;
const soonestMs = 2_000;
const latestMs = 20_000;

/** Does the work once in a while, such that it takes no more than a fiftieth of the time of one processor, unless that were less than once in 20 s. */
export function openPace({ now, cpuMs }: PaceOptions): Pace {
  let due = 0;
  let working: Promise<void> | undefined;
  const once = async (work: () => Promise<void>) => {
    const before = cpuMs();
    try {
      await work();
    } finally {
      due = now() + Math.min(latestMs, Math.max(soonestMs, (cpuMs() - before) / share));
      working = undefined;
    }
  };
  return {
    async perhaps(work, isNeeded) {
      if (working === undefined && (isNeeded || now() >= due)) working = once(work);
      if (isNeeded) await working;
      else working?.catch(() => undefined);
    },
  };
}
