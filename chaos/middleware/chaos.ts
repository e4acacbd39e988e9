import type { MiddlewareObj } from '@middy/core';
import { crash } from '../faults/crash.ts';
import { delay } from '../faults/delay.ts';
import { duplicate } from '../faults/duplicate.ts';
import { error } from '../faults/error.ts';
import type { When } from '../faults/moment.ts';
import type { Rule } from '../faults/rule.ts';
import { timeout } from '../faults/timeout.ts';
import { deliveriesOf, httpPathOf } from './deliveries.ts';
import { type ChaosEnvironment, processEnvironment } from './environment.ts';
import type { QueueRecord } from './invocation.ts';
import { strikesOf } from './strikes.ts';

/** Longer than anything takes to end a function that is past its deadline. */
const PAST_DEADLINE_MS = 5_000;

type Remaining = () => number;

/**
 * Middy middleware that puts a function under chaos: `middy().use(chaos())`, as the first one, so that it is the first to
 * act before the handler and the last after it. Without an active rule it costs microseconds and never throws.
 *
 *     before   delay, duplicate, timeout, crash, error
 *     after    duplicate (not acknowledged), timeout, crash, error
 */
export function chaos(environment: ChaosEnvironment = processEnvironment()): MiddlewareObj {
  let duplicated: readonly QueueRecord[] = [];
  return {
    name: 'faultline-chaos',
    async before({ event, context }) {
      const { function: name, environment: logStream } = environment.invocation;
      const path = httpPathOf(event);
      environment.invocation = {
        function: name,
        environment: logStream,
        requestId: context.awsRequestId,
        deliveries: deliveriesOf(event, context.awsRequestId),
        ...(path !== undefined && { path }),
        tries: new Map(),
      };
      duplicated = [];
      const active = environment.rules.active();
      const rules = active instanceof Promise ? await active : active;
      if (rules.length === 0) return;
      await wait(rules, environment);
      duplicated = await duplicateRecords(rules, environment);
      await disturb('before', rules, environment, () => context.getRemainingTimeInMillis());
    },
    async after(request) {
      request.response = withoutAcknowledgement(request.response, duplicated);
      const active = environment.rules.active();
      const rules = active instanceof Promise ? await active : active;
      if (rules.length === 0) return;
      await disturb('after', rules, environment, () => request.context.getRemainingTimeInMillis());
    },
  };
}

/** Waits for the longest delay that any record of the invocation draws. */
async function wait(rules: readonly Rule[], environment: ChaosEnvironment): Promise<void> {
  const strikes = strikesOf(
    delay,
    rules,
    environment,
    () => true,
    ({ delayMs }) => ({ delayMs }),
  );
  const longestMs = strikes.reduce((longest, { effect }) => Math.max(longest, effect.delayMs), 0);
  if (longestMs > 0) await environment.sleep(longestMs);
}

/**
 * Lets SQS itself deliver a message again: its visibility ends while the handler has it, and it is not acknowledged either.
 * Should the first fail, the second still brings the message back, after its whole visibility timeout.
 */
async function duplicateRecords(rules: readonly Rule[], environment: ChaosEnvironment): Promise<QueueRecord[]> {
  const strikes = strikesOf(duplicate, rules, environment, () => true);
  const records = strikes.flatMap(({ delivery }) => delivery.record ?? []);
  await Promise.allSettled(records.map((record) => environment.showAgain(record)));
  return records;
}

/** Adds the records to those that a partial batch response calls failed; another answer acknowledges all or nothing. */
function withoutAcknowledgement(response: unknown, records: readonly QueueRecord[]): unknown {
  if (records.length === 0 || typeof response !== 'object' || response === null) return response;
  if (!('batchItemFailures' in response) || !Array.isArray(response.batchItemFailures)) return response;
  const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { messageId } of records) failed.add(messageId);
  return { ...response, batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Ends the invocation badly, if any of its records draws that for this side of the handler. */
async function disturb(when: When, rules: readonly Rule[], environment: ChaosEnvironment, remaining: Remaining) {
  const now = (effect: { readonly when: When }) => effect.when === when;
  const detail = () => ({ when });
  if (strikesOf(timeout, rules, environment, now, detail).length > 0) {
    await environment.sleep(remaining() + PAST_DEADLINE_MS);
  }
  const [death] = strikesOf(crash, rules, environment, now, detail);
  if (death !== undefined) environment.exit(death.effect.exitCode);
  const [failure] = strikesOf(error, rules, environment, now, detail);
  if (failure !== undefined) {
    const { type, message } = failure.effect;
    throw Object.assign(new Error(message), { name: type });
  }
}
