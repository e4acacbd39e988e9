import type { ProcessId } from '../../../history/event.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { violationOf } from './log-contents.ts';
import type { LogOperation, Message } from './log-operations.ts';
import type { PartitionLog } from './partition-log.ts';

type Logs = ReadonlyMap<string, PartitionLog>;

/** One after the other, as one operation or process tells them. */
interface Step {
  readonly key: string;
  readonly from: Message;
  readonly to: Message;
}

/**
 * What is wrong with the order within one operation. `int-nonmonotonic-poll`, `int-nonmonotonic-send`: its offsets do not grow;
 * `int-poll-skip`: it polled over a message that is there. A partition that was taken from a consumer meanwhile is not looked at.
 */
export function* withinOf(logs: Logs, operations: readonly LogOperation[]): Generator<Violation> {
  for (const operation of operations) {
    if (operation.tried.outcome !== 'ok') continue;
    for (const step of stepsOf(operation.polls)) {
      if (!operation.rebalanced.has(step.key)) yield* accused('int-', 'poll', logs, step, operation);
    }
    for (const step of stepsOf(operation.sends)) yield* accused('int-', 'send', logs, step, operation);
  }
}

/** `nonmonotonic-send`: a process sent to a key, had its answer, sent again, and the later message has the lesser offset. */
export function* sendsOf(logs: Logs, operations: readonly LogOperation[]): Generator<Violation> {
  const last = new Map<ProcessId, Map<string, readonly [Message, LogOperation]>>();
  for (const operation of operations) {
    if (operation.tried.outcome !== 'ok') continue;
    const sent = last.get(operation.tried.process) ?? new Map<string, readonly [Message, LogOperation]>();
    last.set(operation.tried.process, sent);
    yield* movedOn('send', logs, sent, operation.sends, operation);
  }
}

/**
 * `nonmonotonic-poll`: a consumer polls what lies before, or at, what it polled last; `poll-skip`: it goes over a message that is
 * there. Who assigns himself partitions goes on in those that he had, and begins anywhere in others; who subscribes is assigned
 * partitions without a word, and is not looked at until he assigns himself some; nor is known where a consumer stands after a poll
 * that failed or whose outcome is unknown.
 */
export function* pollsOf(logs: Logs, operations: readonly LogOperation[]): Generator<Violation> {
  const last = new Map<ProcessId, Map<string, readonly [Message, LogOperation]>>();
  const subscribed = new Set<ProcessId>();
  for (const operation of operations) {
    const { f, process, outcome } = operation.tried;
    if (f === 'subscribe') {
      if (outcome === 'fail') continue;
      subscribed.add(process);
      last.delete(process);
    } else if (f === 'assign') {
      if (outcome === 'ok') subscribed.delete(process);
      for (const key of outcome === 'fail' ? [] : [...(last.get(process)?.keys() ?? [])]) {
        if (outcome === 'info' || !operation.assigned.has(key)) last.get(process)?.delete(key);
      }
    } else if (outcome !== 'ok') {
      if (f !== 'send') last.delete(process);
    } else if (!subscribed.has(process)) {
      const polled = last.get(process) ?? new Map<string, readonly [Message, LogOperation]>();
      last.set(process, polled);
      yield* movedOn('poll', logs, polled, operation.polls, operation);
    }
  }
}

/** How many messages were polled more than once by a process that had subscribed. */
export function againOf(operations: readonly LogOperation[]): number {
  const polled = new Map<ProcessId, Set<string>>();
  let again = 0;
  for (const { tried, polls } of operations) {
    if (tried.outcome !== 'ok') continue;
    if (tried.f === 'subscribe' && !polled.has(tried.process)) polled.set(tried.process, new Set());
    const known = polled.get(tried.process);
    if (known === undefined) continue;
    for (const [key, messages] of polls) {
      for (const { value } of messages) {
        const message = `${key}\n${value}`;
        if (known.has(message)) again += 1;
        known.add(message);
      }
    }
  }
  return again;
}

function* movedOn(
  what: 'poll' | 'send',
  logs: Logs,
  last: Map<string, readonly [Message, LogOperation]>,
  next: ReadonlyMap<string, readonly Message[]>,
  operation: LogOperation,
): Generator<Violation> {
  for (const [key, messages] of next) {
    const before = last.get(key);
    const [first, end] = [messages[0] as Message, messages.at(-1) as Message];
    if (before !== undefined) yield* accused('', what, logs, { key, from: before[0], to: first }, before[1], operation);
    last.set(key, [end, operation]);
  }
}

function* stepsOf(messages: ReadonlyMap<string, readonly Message[]>): Generator<Step> {
  for (const [key, all] of messages) {
    for (let n = 1; n < all.length; n += 1) yield { key, from: all[n - 1] as Message, to: all[n] as Message };
  }
}

function* accused(
  prefix: '' | 'int-',
  what: 'poll' | 'send',
  logs: Logs,
  { key, from, to }: Step,
  ...of: readonly LogOperation[]
): Generator<Violation> {
  if (from.offset === undefined || to.offset === undefined) return;
  const done = what === 'poll' ? 'polled' : 'sent';
  const told = `${done} ${from.value} at offset ${from.offset} of key ${key} and then ${to.value} at offset ${to.offset}`;
  if (to.offset <= from.offset) yield violationOf(`${prefix}nonmonotonic-${what}`, told, ...of);
  const { places, offsets } = logs.get(key) as PartitionLog;
  const next = offsets[(places.get(from.offset) as number) + 1];
  if (what === 'send' || next === undefined || next[0] >= to.offset) return;
  const [skipped] = next[1].keys();
  yield violationOf(`${prefix}poll-skip`, `${told}, over ${skipped} at offset ${next[0]}`, ...of);
}
