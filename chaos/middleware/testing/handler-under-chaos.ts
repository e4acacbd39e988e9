import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { type Rule, ruleSchema } from '../../faults/rule.ts';
import { chaos } from '../chaos.ts';
import type { ChaosEnvironment } from '../environment.ts';
import type { Injection } from '../injection.ts';
import { injectors } from '../injectors.ts';

/** What remains of the time of an invocation in a test. */
export const REMAINING_MS = 4_000;

/** A rule that hits the function `f` always, as its schema completes it. */
export function aRule(fault: Rule['fault'], fields: Readonly<Record<string, unknown>> = {}): Rule {
  const rule = { id: fault, fault, target: { function: 'f' }, seed: 1, startsAt: 0, expiresAt: 1, ...fields };
  return ruleSchema.parse(rule);
}

/** An SQS event with a message for each: the order that it is for, and which delivery of it this is. */
export function queueEvent(...records: [orderId: string | undefined, receiveCount?: number][]) {
  return {
    Records: records.map(([sagaId, receiveCount = 1], index) => ({
      eventSource: 'aws:sqs',
      messageId: `message-${index}`,
      receiptHandle: `handle-${index}`,
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
      body: sagaId === undefined ? 'poison' : JSON.stringify({ sagaId }),
      attributes: { ApproximateReceiveCount: String(receiveCount) },
    })),
  };
}

/**
 * A real middy handler under chaos, whose powers over the world write down what they are asked for.
 * @param answer what the handler answers, or does
 * @param keyField where messages have their stable key
 */
export function underChaos(rules: readonly Rule[], answer: unknown = 'handled', keyField = 'sagaId') {
  const ledger: Injection[] = [];
  const refusals: string[] = [];
  const naps: number[] = [];
  /** Events as the handler got them. */
  const events: unknown[] = [];
  /** What happened, in order. */
  const steps: string[] = [];
  const death = (how: string) => {
    steps.push(how);
    throw new Error(how);
  };
  const environment: ChaosEnvironment = {
    rules: { active: () => rules },
    now: () => 0,
    sleep: async (ms) => void naps.push(ms),
    log(injection, refused) {
      steps.push(`${refused === undefined ? 'log' : 'refuse'} ${injection.fault}`);
      if (refused === undefined) ledger.push(injection);
      else refusals.push(refused);
    },
    invocation: { function: 'f', environment: 'e', requestId: 'init', deliveries: [], keyField, tries: new Map() },
  };
  const powers = {
    exit: (code: number) => death(`exit ${code}`),
    exhaustMemory: (limitMb: number) => death(`out of ${limitMb} MB`),
    fillTemporaryDisk() {
      steps.push('fill');
      return () => void steps.push('free');
    },
    burn(threads: number, ms: number) {
      steps.push(`burn ${threads} for ${ms}`);
      return () => void steps.push('cool');
    },
    setVisibility: async ({ messageId }: { messageId: string }, seconds: number) =>
      void steps.push(`show ${messageId} in ${seconds}`),
  };
  const handler = middy<unknown, unknown>()
    .use(chaos(environment, injectors(powers)))
    .handler(async (event) => {
      events.push(event);
      steps.push('handler');
      return typeof answer === 'function' ? answer(event) : answer;
    });
  const context = {
    awsRequestId: 'request-1',
    memoryLimitInMB: '256',
    getRemainingTimeInMillis: () => REMAINING_MS,
  } as Context;
  return { run: (event: unknown) => handler(event, context), environment, ledger, refusals, naps, events, steps };
}
