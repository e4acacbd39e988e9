import type { SimulatedFunction } from '../lambda/function.ts';
import { NotModelled } from '../not-modelled.ts';
import type { Timeline } from '../time/timeline.ts';
import { invokeLater, MOST_RETRIES } from './invoke-later.ts';
import { CALLER, type Made } from './place.ts';

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

interface Target {
  readonly Arn: string;
  readonly Input?: string;
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number };
}

/** Starts a rule of EventBridge that comes at a rate. @throws NotModelled for any other schedule, and for rules of events */
export function startSchedule(
  { logical, properties }: Made,
  timeline: Timeline,
  functionOf: (arn: unknown, logical: string) => SimulatedFunction,
): void {
  const { ScheduleExpression, State, Targets = [] } = properties;
  if (State === 'DISABLED') return;
  const everyMs = rateOf(String(ScheduleExpression), logical);
  for (const { Arn, Input, RetryPolicy } of Targets as readonly Target[]) {
    const invoked = functionOf(Arn, logical);
    const retries = Math.min(MOST_RETRIES, RetryPolicy?.MaximumRetryAttempts ?? MOST_RETRIES);
    const come = () => {
      timeline.after(everyMs, come);
      invokeLater(timeline, invoked, Input ?? JSON.stringify(eventOf(logical, timeline.nowMs)), retries);
    };
    timeline.after(everyMs, come);
  }
}

function rateOf(expression: string, logical: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined) throw new NotModelled(`The schedule ${expression} of ${logical}`);
  return Number(count) * (UNITS[unit] as number);
}

function eventOf(logical: string, nowMs: number): object {
  const time = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
  return {
    ...{ version: '0', id: `${logical}-${time}`, 'detail-type': 'Scheduled Event', source: 'aws.events' },
    ...{ account: CALLER.account, time, region: CALLER.region, resources: [], detail: {} },
  };
}
