import * as z from 'zod';
import type { HistoryEvent } from '../history/event.ts';
import { readValue } from '../words/read-value.ts';
import type { Load } from './recovery.ts';
import { sagasOf } from './sagas.ts';
import { unitsOf } from './units.ts';

const depth = z.object({ visible: z.number(), inFlight: z.number(), delayed: z.number(), deadLetter: z.boolean() });

/** What a history says of a system's load: units of work that ended, answers of requests, messages in queues. O(n). @throws EventError */
export function loadOf(history: readonly HistoryEvent[]): Load {
  const durations = unitsOf(history).filter(({ end }) => Number.isFinite(end));
  const answers = sagasOf(history)
    .attempts.filter((attempt) => Number.isFinite(attempt.end))
    .map(({ end, outcome }) => ({ time: end, bad: outcome === 'info' }));
  return { durations, answers, backlog: backlogOf(history) };
}

/** Samples of queue depth (`depth`, one event a queue and time), added up over all but dead-letter queues. */
function backlogOf(history: readonly HistoryEvent[]): Load['backlog'] {
  const byTime = new Map<number, number>();
  for (const event of history) {
    if (event.f !== 'depth') continue;
    const { visible, inFlight, delayed, deadLetter } = readValue(depth, event);
    byTime.set(event.time, (byTime.get(event.time) ?? 0) + (deadLetter ? 0 : visible + inFlight + delayed));
  }
  return [...byTime].map(([time, messages]) => ({ time, messages }));
}
