import type { Time } from '../../kernel/pause.ts';
import type { Injection } from '../../run/run-files.ts';

/** Every fault that has fired since a time, epoch milliseconds, as far as the logs tell by now. */
export type ReadInjections = (since: number) => Promise<readonly Injection[]>;

/** Logs are read for all who ask within this time. */
const FRESH_MS = 900;

/** Tells how often a rule has fired since this was made. What could not be read now is told the next time. */
export function firedFaults(read: ReadInjections, time: Pick<Time, 'now'>): (rule: string) => Promise<number> {
  const since = time.now();
  let last: readonly Injection[] = [];
  let reading: { readonly at: number; readonly done: Promise<readonly Injection[]> } | undefined;
  return async (rule) => {
    if (reading === undefined || time.now() - reading.at >= FRESH_MS) {
      const done = read(since).catch(() => last);
      reading = { at: time.now(), done };
    }
    last = await reading.done;
    return last.filter((injection) => injection.rule === rule).length;
  };
}
