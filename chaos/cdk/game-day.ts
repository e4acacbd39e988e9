import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import * as z from 'zod';
import { catalogue } from '../faults/catalogue.ts';
import type { Fault } from '../faults/fault.ts';
import { faultSchema } from '../faults/rule.ts';
import { aimFor, type ChaosFunctionName, chaosFunctionFor } from './chaos-functions.ts';

const MINUTES_A_DAY = 1_440;

const plannedSchema = faultSchema({
  /** Names it among all faults. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'expected lower-case letters, digits, dots and dashes'),
  seed: z.number().int().default(0),
  /** Minutes from the beginning of the game day. */
  afterMinutes: z.number().int().min(0).default(0),
  durationSeconds: z.number().positive().max(3_600),
});

/** What happens on a game day, and when. */
const gameDaySchema = z.strictObject({
  /** Without it the schedule is deployed, but switched off. */
  enabled: z.boolean().default(false),
  /** Days of EventBridge's cron: `TUE`, `MON-FRI`. */
  weekDay: z.string().regex(/^(SUN|MON|TUE|WED|THU|FRI|SAT)([-,](SUN|MON|TUE|WED|THU|FRI|SAT))*$/),
  /** When it begins, UTC. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 09:30'),
  faults: z.array(plannedSchema).min(1),
});

type PlannedFault = z.output<typeof plannedSchema>;

/** Properties of a {@link GameDay}. */
export interface GameDayProps {
  readonly plan: z.input<typeof gameDaySchema>;
  /** The deployed chaos functions. */
  readonly chaosFunction: (name: ChaosFunctionName) => IFunction;
}

/**
 * Faults that come by themselves, at a time of the week: EventBridge asks the chaos functions for them as anybody could. Each
 * ends by its own duration. Nobody judges what it did: that takes an experiment, run from outside.
 */
export class GameDay extends Construct {
  constructor(scope: Construct, id: string, { plan, chaosFunction }: GameDayProps) {
    super(scope, id);
    const parsed = gameDaySchema.safeParse(plan);
    if (!parsed.success) throw new Error(`${this.node.path}: no game day: ${z.prettifyError(parsed.error)}`);
    const { enabled, weekDay, at, faults } = parsed.data;
    for (const fault of faults) {
      const name = carrierOf(fault, this.node.path);
      const target = chaosFunction(name);
      new Rule(this, fault.id, {
        description: `Game day: ${fault.fault} for ${fault.durationSeconds} s.`,
        enabled,
        schedule: scheduleOf(weekDay, at, fault, this.node.path),
        targets: [
          new LambdaFunction(target, {
            event: RuleTargetInput.fromObject(requestOf(fault, name)),
            // One that comes late comes at a time for which nobody is prepared.
            retryAttempts: 0,
            maxEventAge: Duration.minutes(1),
          }),
        ],
      });
    }
  }
}

function scheduleOf(weekDay: string, at: string, { id, afterMinutes }: PlannedFault, path: string): Schedule {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const minute = hours * 60 + minutes + afterMinutes;
  if (minute >= MINUTES_A_DAY) {
    throw new Error(`${path}: "${id}" would begin after midnight: got ${at} and ${afterMinutes} minutes.`);
  }
  return Schedule.cron({ weekDay, hour: String(Math.floor(minute / 60)), minute: String(minute % 60) });
}

/** The chaos function that carries a fault. */
function carrierOf({ id, fault }: PlannedFault, path: string): ChaosFunctionName {
  const { place } = catalogue.find(({ name }) => name === fault) as Fault;
  if (place === 'cloud' || place === 'environment') {
    throw new Error(
      `${path}: "${id}" cannot be scheduled: ${fault} acts in LocalStack, which no chaos function reaches. ` +
        'Expected a fault of a function, record, call or setting.',
    );
  }
  return chaosFunctionFor(fault);
}

/** What the chaos function wants to be asked. */
function requestOf(planned: PlannedFault, name: ChaosFunctionName): object {
  const {
    afterMinutes: _,
    fault,
    target,
    parameters,
    ...rest
  } = planned as Omit<PlannedFault, 'target' | 'parameters'> & { readonly target: object; readonly parameters: object };
  return { action: 'inject', ...rest, ...aimFor(name, { fault, target, parameters }) };
}
