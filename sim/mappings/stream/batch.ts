import type { Luck } from '../chance/luck.ts';
import type { Invoke, Invoked, Timeline } from '../invocation.ts';
import { failedOf } from '../response.ts';
import { type Condition, discarded } from './discarded.ts';
import { changedMs, eventOf, type StreamRecord } from './records.ts';
import type { Plan } from './settings.ts';

/** What batches of a shard need. */
export interface BatchPorts {
  readonly plan: Plan;
  readonly shardId: string;
  readonly invoke: Invoke;
  readonly timeline: Timeline;
  readonly luck: Luck;
  /** Sends what is given up to the mapping's destination. */
  readonly sendFailure: ((destinationArn: string, body: object) => void) | undefined;
  readonly isStopped: () => boolean;
}

interface Try {
  readonly records: readonly StreamRecord[];
  /** How often these records have failed. */
  readonly failures: number;
}

/**
 * Works records off in their order: a batch that fails is tried again, in halves if the mapping bisects, until it is done or given up.
 * `done` is not called if the mapping stops first.
 */
export function workOff(records: readonly StreamRecord[], ports: BatchPorts, done: () => void): void {
  const { plan, invoke, timeline, luck } = ports;
  const pending: Try[] = [{ records, failures: 0 }];
  const giveUp = ({ records: lost, failures }: Try, condition: Condition) => {
    if (plan.destinationArn !== undefined)
      ports.sendFailure?.(plan.destinationArn, discarded(lost, failures, condition, ports, timeline.nowMs));
  };
  const again = (tries: number) => timeline.at(timeline.nowMs + luck.retryMs(tries), next);
  const failed = (one: Try) => {
    const failures = one.failures + 1;
    if (failures > plan.retries) {
      giveUp({ ...one, failures }, 'RetryAttemptsExhausted');
      next();
      return;
    }
    const half = Math.ceil(one.records.length / 2);
    // "Bisecting a batch doesn't count towards the retry quota."
    if (plan.bisects && one.records.length > 1)
      pending.unshift(
        { records: one.records.slice(0, half), failures: one.failures },
        { records: one.records.slice(half), failures: one.failures },
      );
    else pending.unshift({ ...one, failures });
    again(failures);
  };
  const answered = (one: Try, payload: unknown) => {
    const numbers = one.records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const reported = plan.reportsFailures ? failedOf(payload, new Set(numbers)) : new Set<string>();
    // "Lambda uses the lowest sequence number as the checkpoint": what comes after it is done once more.
    const checkpoint = numbers.findIndex((number) => reported.has(number));
    if (checkpoint < 0) next();
    else if (reported.size === numbers.length && checkpoint === 0) failed(one);
    else failed({ records: one.records.slice(checkpoint), failures: checkpoint === 0 ? one.failures : 0 });
  };
  const ended = (one: Try, how: Invoked, tries: number) => {
    if (how.kind === 'answered') answered(one, how.payload);
    else if (how.kind === 'failed') failed(one);
    else {
      pending.unshift(one);
      throttles = tries;
      again(tries);
    }
  };
  let throttles = 0;
  const next = () => {
    const one = pending.shift();
    if (one === undefined) return done();
    if (ports.isStopped()) return;
    const fresh = one.records.filter((record) => timeline.nowMs - changedMs(record) <= plan.oldestMs);
    if (fresh.length < one.records.length) {
      giveUp({ ...one, records: one.records.filter((record) => !fresh.includes(record)) }, 'RecordAgeExceeded');
      if (fresh.length > 0) pending.unshift({ ...one, records: fresh });
      next();
      return;
    }
    const tries = throttles + 1;
    throttles = 0;
    invoke({ Records: one.records.map((record) => eventOf(record, plan.streamArn)) }, (how) => ended(one, how, tries));
  };
  const delivery = luck.deliveryMs();
  if (delivery === 0) next();
  else timeline.at(timeline.nowMs + delivery, next);
}
