import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { Fault } from '../../faults/fault.ts';
import { selectionFields } from '../../faults/selection.ts';
import type { ChaosFunctionEnvironment } from '../environment.ts';
import { injection, inquiry, isScheduled, parseRequest, withdrawal } from '../request.ts';
import { changeSetting, isDue, type Operation, restoreSetting } from './change-setting.ts';
import { type Note, openRestores } from './restores.ts';
import type { Setting } from './setting.ts';
import { logChange, logRevert } from './setting-log.ts';

/** Time that an invocation keeps for its answer when it has waited in vain. */
const RESERVE_MS = 2_000;
/** Time after its deadline in which a call of a killed invocation may still arrive. */
const AFTERMATH_MS = 1_000;

const selection = {
  percentage: z.literal(100, { error: 'a setting holds for everybody: expected 100, or no percentage' }).optional(),
  /** Accepted because every fault of an experiment has one; nothing is drawn here. */
  seed: z.number().int().optional(),
  'allow-loss': selectionFields['allow-loss'],
};

/** The settings of one kind that are changed after the request was served. Times are epoch milliseconds. */
export interface SettingStatus {
  readonly now: number;
  readonly changes: readonly Omit<Note, 'holder' | 'heldUntil'>[];
  /** What was due and could not be put back, and why; it is tried again at the next request. */
  readonly problems: readonly string[];
}

/**
 * The handler of a chaos function that changes one kind of setting. Every request, a schedule's event included, first puts
 * back what is past its time; a setting has no expiry of its own.
 */
export function settingLambda<Target extends z.ZodType, Parameters extends z.ZodType, Effect>(
  fault: Fault<string, Target, Parameters, Effect>,
  setting: Setting<z.output<Target>, Effect>,
  environment: () => ChaosFunctionEnvironment,
) {
  const requestSchema = z.discriminatedUnion(
    'action',
    [
      z.strictObject({
        ...injection,
        ...selection,
        target: fault.target as z.ZodType,
        parameters: (fault.parameters as z.ZodType).prefault({}),
      }),
      withdrawal,
      inquiry,
    ],
    { error: 'expected an action: inject, withdraw or status' },
  );

  return async (event: unknown, context: Context): Promise<SettingStatus> => {
    const request = isScheduled(event) ? ({ action: 'status' } as const) : parseRequest(requestSchema, event);
    const operation = begin(fault.name, setting, environment(), context);
    const problems = await restoreWhere(operation, (note) => isDue(note, operation.now()));
    if (request.action === 'inject') {
      const { id: rule, durationSeconds, 'allow-loss': allowLoss = false } = request;
      // The schema pairs the target and the parameters with the fault.
      const target = request.target as z.output<Target>;
      const parameters = request.parameters as z.output<Parameters>;
      const subject = setting.subjectOf(target);
      const effect = fault.decide({ id: rule, seed: 0, parameters }, { key: subject, attempt: 1 });
      const expiresAt = operation.now() + Math.round(durationSeconds * 1_000);
      await changeSetting(operation, { rule, subject, effect, expiresAt, allowLoss });
    }
    if (request.action === 'withdraw') {
      const failures = await restoreWhere(operation, ({ rule }) => rule === request.id);
      if (failures.length > 0) throw new Error(`"${request.id}" could not be withdrawn: ${failures.join('; ')}`);
    }
    const notes = await operation.restores.list();
    return { now: operation.now(), changes: notes.map(({ holder, heldUntil, ...note }) => note), problems };
  };
}

/** Puts back every note that qualifies. One that fails must not keep the others. @returns what went wrong */
async function restoreWhere(operation: Operation, qualifies: (note: Note) => boolean): Promise<string[]> {
  const problems: string[] = [];
  for (const note of await operation.restores.list()) {
    if (!qualifies(note)) continue;
    await restoreSetting(operation, note.subject).catch((error: unknown) => {
      problems.push(`${note.subject}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  return problems;
}

function begin<Target, Effect>(
  fault: string,
  setting: Setting<Target, Effect>,
  { documents, table, now, sleep, unique }: ChaosFunctionEnvironment,
  context: Context,
): Operation<Target, Effect> {
  const endsAt = now() + context.getRemainingTimeInMillis();
  const source = {
    function: context.functionName,
    environment: context.logStreamName,
    requestId: context.awsRequestId,
  };
  return {
    fault,
    setting,
    restores: openRestores(documents, table, fault),
    holder: unique(),
    deadline: endsAt - RESERVE_MS,
    endsAt: endsAt + AFTERMATH_MS,
    now,
    sleep,
    injected: (note) => logChange(note, now(), source),
    reverted: (note, outcome) => logRevert(note, now(), source, outcome),
  };
}
