import type { Injection } from '../../run/run-files.ts';
import type { CrashPoint } from '../../run/sweep-file.ts';
import type { Stop } from '../../system/sweepable.ts';
import { prefixOf, type System } from '../../system/system.ts';

/** One AWS call that an operation makes on its course. */
export type Point = CrashPoint;

/** The id of the rule that notes what is called at a stop. */
export function traceId(stop: Pick<Stop, 'function' | 'step'>): string {
  return named(`trace.${stop.function}.${stop.step}`);
}

/** Rules are named in lower-case letters, digits, dots and dashes, functions of somebody's app in any. */
function named(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '-');
}

/**
 * The calls of one operation at these stops, from what the trace rules wrote; each once, though a try may have been repeated.
 * In the order of the stops, and of the calls of an invocation. Pure.
 */
export function pointsOf(
  { options: { system } }: { readonly options: { readonly system: Pick<System, 'name'> } },
  scenario: string,
  stops: readonly Stop[],
  traced: readonly Injection[],
): Point[] {
  return stops.flatMap((stop) => {
    const { function: at, step } = stop;
    const short = at.startsWith(prefixOf(system)) ? at.slice(prefixOf(system).length) : at;
    const points = new Map<number, Point>();
    for (const { rule, call, operation, resource } of traced) {
      if (rule !== traceId(stop) || typeof call !== 'number') continue;
      const name = named(`${scenario}.${short}.${step}.${call}`);
      const resources = String(resource ?? '')
        .split(' ')
        .filter((part) => part !== '');
      points.set(call, { name, scenario, function: at, step, call, operation: operation ?? '', resources });
    }
    return [...points.values()].sort((one, other) => one.call - other.call);
  });
}
