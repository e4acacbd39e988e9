import type { Injection } from '../../run/run-files.ts';
import { api, type Stop, stops } from './stops.ts';

/** One AWS call that the saga of an order makes. */
export interface Point {
  /** `confirmed.payments.charge-do.2`, unique in a sweep. */
  readonly name: string;
  readonly scenario: string;
  readonly function: string;
  readonly step: string;
  /** The how-manieth call of its invocation, from 1. */
  readonly call: number;
  /** `dynamodb:PutItem`. */
  readonly operation: string;
  /** Tables and queues that it touches. */
  readonly resources: readonly string[];
}

/** The id of the rule that notes what is called at a stop. */
export function traceId(stop: Stop): string {
  return `trace.${stop.function}.${stop.step}`;
}

/** The calls of one order, from what the trace rules wrote; each once, though a try may have been repeated. Pure. */
export function pointsOf(scenario: string, traced: readonly Injection[]): Point[] {
  const points = new Map<string, Point>();
  for (const stop of stops) {
    for (const { rule, call, operation, resource } of traced) {
      if (rule !== traceId(stop) || typeof call !== 'number') continue;
      const short = stop.function.replace(/^faultline-/, '');
      const name = `${scenario}.${short}.${stop.step}.${call}`;
      const resources = String(resource ?? '')
        .split(' ')
        .filter((part) => part !== '');
      const { function: at, step } = stop;
      points.set(name, { name, scenario, function: at, step, call, operation: operation ?? '', resources });
    }
  }
  return [...points.values()].sort(bySize);
}

/** What is left of a course when somebody looks only at the second request for it. */
export function isOfApi({ function: name }: Pick<Point, 'function'>): boolean {
  return name === api.function;
}

/** In a table the calls of one invocation stand one under the other, in the order of the stops. */
function bySize(one: Point, other: Point): number {
  const place = ({ function: name, step }: Point) =>
    stops.findIndex((stop) => stop.function === name && stop.step === step);
  return place(one) - place(other) || one.call - other.call;
}
