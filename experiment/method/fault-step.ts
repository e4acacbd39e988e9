import { UsageError } from '../../kernel/usage-error.ts';
import type { FaultRequest } from '../carriers/carrier.ts';
import { withinBlastRadius } from '../file/checks/within-blast-radius.ts';
import type { ActionStep } from '../file/method.ts';
import { endOfWindow } from './fault-window.ts';
import { journaled, type StepTools } from './step-tools.ts';

type FaultAction = Extract<ActionStep['provider'], { type: 'fault' }>;

/** When a fault was on. Epoch milliseconds. */
export interface FaultWindow {
  readonly rule: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What a step of the method asks for, under an id. */
export function requestOf(id: string, provider: FaultAction, seed: number): FaultRequest {
  const { type: _type, start: _start, until: _until, duration: durationMs, ...aimed } = provider;
  return { id, ...aimed, seed, durationMs };
}

/**
 * Puts a fault in place, waits until its window is over and withdraws it. What can be put in place ahead of its time is: faults
 * with the same start in time then begin at the same millisecond. When anything fails or is aborted all faults are ended at once, while the
 * load is still being stopped.
 * @param opened is called when the fault has begun
 * @param followers faults that would hit the same thing and begin later
 */
export async function runFaultStep(
  action: ActionStep & { readonly provider: FaultAction },
  followers: readonly Pick<FaultAction, 'start'>[],
  opened: () => void,
  tools: StepTools,
): Promise<FaultWindow> {
  const { name: id, provider } = action;
  const { control, lines, seed, signal, time, clock } = tools;
  const step = `fault:${id}`;
  const until = (at: number) => time.pause(Math.max(0, at - time.now()), signal);
  const request = requestOf(id, provider, seed);
  const startsAt = await startOf(provider, clock);
  let over = false;
  refuseOutside(action, tools.radius);
  try {
    if (startsAt !== undefined && !control.startsAhead(provider.fault)) await until(startsAt);
    signal.throwIfAborted();
    const times = await journaled(tools, `inject:${id}`, { request }, () =>
      control.inject({ ...request, ...(startsAt !== undefined && { startsAt }) }),
    );
    await until(times.startsAt);
    const { durationMs: _durationMs, ...aimed } = request;
    const rule = { ...aimed, startsAt: times.startsAt, expiresAt: times.expiresAt };
    lines.journal(step, 'started', { rule });
    opened();
    const expiresAt = await tools.openFaults.run(id, async (withdrawn) => {
      const expires = await endOfWindow({ id, fault: provider, times, followers, withdrawn }, tools);
      await journaled(tools, `withdraw:${id}`, {}, async () => {
        await control.withdraw({ id, fault: provider.fault });
        return {};
      });
      return expires;
    });
    over = true;
    lines.journal(step, 'completed', { rule: { ...rule, expiresAt } });
    return { rule: id, startedAt: times.startsAt, endedAt: time.now() };
  } catch (error) {
    lines.journal(step, signal.aborted ? 'aborted' : 'failed', { error: String(error) });
    throw error;
  } finally {
    if (!over) await control.endAll();
  }
}

/** When a fault begins, epoch milliseconds; undefined: now, its moment has come. */
async function startOf({ start }: FaultAction, clock: StepTools['clock']): Promise<number | undefined> {
  if (typeof start === 'number') return start === 0 ? undefined : clock.timeOf(start);
  await clock.sent(start);
  return undefined;
}

/** The file was checked when it was read; what is injected is checked again, whoever made it. */
function refuseOutside(action: ActionStep, radius: StepTools['radius']): void {
  const outside = withinBlastRadius({ method: [action], 'blast-radius': radius });
  if (outside.length > 0)
    throw new UsageError(`the fault "${action.name}" is refused: ${outside.map(({ says }) => says).join('; ')}`);
}
