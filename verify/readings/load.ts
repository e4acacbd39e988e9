import * as z from 'zod';
import type { HistoryEvent } from '../history/event.ts';
import type { Load } from './recovery.ts';
import { type SagaHistory, sagasOf } from './sagas.ts';

const depth = z.object({ visible: z.number(), inFlight: z.number(), delayed: z.number(), deadLetter: z.boolean() });

/** What a history of sagas says of a system's load: sagas that ended, answers of requests, messages in queues. O(n). */
export function loadOf(history: readonly HistoryEvent[]): Load {
  const { sagas, attempts }: SagaHistory = sagasOf(history);
  const durations = [...sagas.values()].flatMap((saga) => {
    const start = saga.begins[0]?.time;
    const end = saga.ends[0]?.time;
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
  const answers = attempts
    .filter((attempt) => Number.isFinite(attempt.end))
    .map(({ end, outcome }) => ({ time: end, bad: outcome === 'info' }));
  return { durations, answers, backlog: backlogOf(history) };
}

/** Samples of queue depth (`depth`, one event a queue and time), added up over all but dead-letter queues. */
function backlogOf(history: readonly HistoryEvent[]): Load['backlog'] {
  const byTime = new Map<number, number>();
  for (const event of history) {
    if (event.f !== 'depth') continue;
    const { visible, inFlight, delayed, deadLetter } = depth.parse(event.value);
    byTime.set(event.time, (byTime.get(event.time) ?? 0) + (deadLetter ? 0 : visible + inFlight + delayed));
  }
  return [...byTime].map(([time, messages]) => ({ time, messages }));
}
