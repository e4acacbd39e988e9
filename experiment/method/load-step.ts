import type { LoadProgress } from '../../loadtest/follow-client-log.ts';
import type { ActionStep } from '../file/method.ts';
import { journaled, type StepTools } from './step-tools.ts';

type LoadAction = Extract<ActionStep['provider'], { type: 'load' }>;

/** Drives a load; its first request starts the clock of the method. */
export async function runLoadStep(
  { name, provider }: ActionStep & { readonly provider: LoadAction },
  tools: StepTools,
): Promise<LoadProgress> {
  const { clock, report, runLoad, signal, time } = tools;
  const { type: _type, start, ...load } = provider;
  if (start > 0) await time.pause(Math.max(0, (await clock.timeOf(start)) - time.now()), signal);
  return journaled(tools, name, load, () =>
    runLoad(
      { ...provider, name },
      (progress) => {
        clock.see(name, progress);
        report(`${progress.operationsSent} of ${load.operations} operations sent in ${progress.attempts} requests`);
      },
      signal,
    ),
  );
}
