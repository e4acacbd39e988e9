import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import { Listr, PRESET_TIMER } from 'listr2';

/** Tells the person who waits what is going on now, in a few words. */
export type Report = (line: string) => void;

/** One step of a long command. */
export interface Phase {
  readonly title: string;
  readonly run: (report: Report) => Promise<void>;
  /** The work watches the signal itself and puts things back before it ends: an abort waits for it, for a while. */
  readonly putsBack?: boolean;
}

/** How long a phase took. Times are epoch milliseconds. */
export interface PhaseTime {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Long enough to withdraw faults from a busy LocalStack. */
const putBackWithinMs = 15_000;

/** Where nobody watches (CI, a pipe) a progress line that only counts up is noise: at most one in this many milliseconds. */
const plainLineEveryMs = 5_000;

/**
 * Runs phases one after another and shows each with its progress and elapsed time; plain lines where the output is no terminal.
 * A failing phase, or an abort of the signal, ends the list with that error.
 *
 * @param times receives the time of each phase that began, in order, also when a later one fails
 */
export async function runPhases(
  phases: readonly Phase[],
  times: PhaseTime[] = [],
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const options = { timer: PRESET_TIMER };
  let failure: { readonly error: unknown } | undefined;
  const list = new Listr(
    phases.map((phase) => ({
      title: phase.title,
      task: async (_: unknown, task: { output: string }) => {
        const startedAt = Date.now();
        const display = progressDisplay(startedAt, (line) => {
          task.output = line;
        });
        try {
          signal.throwIfAborted();
          const work = phase.run(display.report);
          await Promise.race([work, aborted(signal, phase.putsBack === true ? work : undefined)]);
        } catch (error) {
          failure = { error };
          // The command ends with the whole message; the list need not say it, too.
          throw new Error('see below');
        } finally {
          display.stop();
          times.push({ name: phase.title, startedAt, endedAt: Date.now() });
        }
      },
    })),
    {
      rendererOptions: { ...options, showErrorMessage: false },
      fallbackRenderer: 'simple',
      fallbackRendererOptions: options,
      registerSignalListeners: false,
    },
  );
  await list.run().catch((error: unknown) => {
    throw failure === undefined ? error : failure.error;
  });
}

/** "Deploy 4.2 s": one line a phase, aligned, with the sum. */
export function phaseSummary(times: readonly PhaseTime[]): string[] {
  const width = Math.max(5, ...times.map(({ name }) => name.length));
  const total = times.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);
  const row = (name: string, ms: number) => `  ${name.padEnd(width)} ${(ms / 1000).toFixed(1).padStart(6)} s`;
  return [
    ...times.map(({ name, startedAt, endedAt }) => row(name, endedAt - startedAt)),
    styleText('bold', row('Total', total)),
  ];
}

/** Rejects with the signal's reason, when it aborts and the work that puts things back has settled or taken too long. */
function aborted(signal: AbortSignal, work?: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = async () => {
      if (work !== undefined)
        await Promise.race([work.catch(() => undefined), setTimeout(putBackWithinMs, undefined, { ref: false })]);
      reject(signal.reason);
    };
    // The work may have aborted it already.
    if (signal.aborted) void onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

function progressDisplay(startedAt: number, show: (line: string) => void): { report: Report; stop: () => void } {
  if (!process.stdout.isTTY) return { report: throttled(show), stop: () => undefined };
  let latest = '';
  const tick = () => show(`${Math.round((Date.now() - startedAt) / 1000)} s  ${latest}`);
  const timer = setInterval(tick, 1_000);
  return {
    report: (line) => {
      latest = line;
      tick();
    },
    stop: () => clearInterval(timer),
  };
}

function throttled(show: (line: string) => void): Report {
  let shownAt = 0;
  return (line) => {
    if (Date.now() - shownAt < plainLineEveryMs) return;
    shownAt = Date.now();
    show(line);
  };
}
