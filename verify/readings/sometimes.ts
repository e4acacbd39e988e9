import type { HistoryEvent } from '../history/event.ts';
import type { Facts } from '../verdict/verdict-schema.ts';
import { messagesOf } from './messages.ts';
import { type SagaHistory, sagasOf } from './sagas.ts';

/**
 * What must have happened in a run for it to have tested anything, and how often it did: what never happened was not
 * tested. Only what the history could show is listed, so that a zero means that it did not happen. O(n).
 */
export function sometimesOf(history: readonly HistoryEvent[]): NonNullable<Facts['sometimes']> {
  const words = new Set(history.map((event) => event.f));
  return {
    ...(words.has('request') && requestsSeen(sagasOf(history))),
    ...(words.has('transition') && sagasSeen(sagasOf(history))),
    ...(words.has('fault') && injectionsSeen(history)),
    ...(words.has('queue') && { 'a dead-letter queue was reached': count(history, 'dead-letter') }),
    ...(words.has('receive') && messagesSeen(history)),
  };
}

function requestsSeen({ attempts }: SagaHistory): Record<string, number> {
  const keys = new Set(attempts.map((attempt) => attempt.key));
  return {
    'a request was repeated': attempts.length - keys.size,
    'an answer was lost': attempts.filter((attempt) => attempt.outcome === 'info').length,
    'a request was refused': attempts.filter((attempt) => attempt.outcome === 'fail').length,
  };
}

function sagasSeen({ sagas }: SagaHistory): Record<string, number> {
  const seen = { compensated: 0, resentUndo: 0, resent: 0, parked: 0 };
  for (const { transitions } of sagas.values()) {
    let failed = false;
    for (const { value } of transitions) {
      if (value.event === 'refused') failed = true;
      if (value.event === 'compensated') seen.compensated += 1;
      if (value.event === 'parked') seen.parked += 1;
      if (value.event === 'resent') seen[failed ? 'resentUndo' : 'resent'] += 1;
    }
  }
  return {
    'a compensation ran': seen.compensated,
    'a command was sent again': seen.resent,
    'a compensation was sent again': seen.resentUndo,
    'a saga was parked': seen.parked,
  };
}

/** By kind of fault, and whether one of them hit a second delivery: that is a duplicate for certain. */
function injectionsSeen(history: readonly HistoryEvent[]): Record<string, number> {
  const seen: Record<string, number> = {};
  let again = 0;
  for (const { f, value } of history) {
    if (f !== 'injection' || typeof value !== 'object' || value === null) continue;
    const { fault, place, attempt } = value as { fault?: unknown; place?: unknown; attempt?: unknown };
    if (place === 'function' && typeof attempt === 'number' && attempt > 1) again += 1;
    const what = `the fault ${String(fault)} fired (${String(place ?? 'system')})`;
    seen[what] = (seen[what] ?? 0) + 1;
  }
  return { ...seen, 'a fault hit a message that was delivered again': again };
}

function messagesSeen(history: readonly HistoryEvent[]): Record<string, number> {
  const seen = { again: 0, ranOut: 0, stale: 0, partly: 0, between: 0 };
  const batches = new Map<string, { failed: boolean; done: boolean }>();
  for (const { holds, applied, done } of messagesOf(history).messages.values()) {
    seen.again += Math.max(0, holds.length - 1);
    for (const hold of holds) {
      if (hold !== holds.at(-1) && hold.endedBy !== 'give-back') seen.ranOut += 1;
      if (hold.endedBy === 'stale') seen.stale += 1;
      if (hold.batch === undefined) continue;
      const batch = batches.get(hold.batch) ?? { failed: false, done: false };
      batches.set(hold.batch, batch);
      if (hold.endedBy === 'delete') batch.done = true;
      else batch.failed = true;
    }
    const first = applied[0];
    if (first !== undefined && done !== undefined && done.hold.start > first.start) seen.between += 1;
  }
  for (const { failed, done } of batches.values()) if (failed && done) seen.partly += 1;
  return {
    'a duplicate was delivered': seen.again,
    'a visibility ran out under a handler': seen.ranOut,
    'an acknowledgement came too late': seen.stale,
    'a batch failed in part': seen.partly,
    'a crash fell between effect and acknowledgement': seen.between,
  };
}

function count(history: readonly HistoryEvent[], f: string): number {
  return history.reduce((sum, event) => sum + (event.f === f ? 1 : 0), 0);
}
