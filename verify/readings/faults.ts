import * as z from 'zod';
import { type HistoryEvent, nemesis } from '../history/event.ts';

/** A rule of the nemesis over the whole history. Times in ns; a window that was never closed ends at infinity. */
export interface FaultRule {
  readonly rule: string;
  fault: string;
  readonly windows: { start: number; end: number }[];
  /** How often it fired. */
  fired: number;
  /** What it hit: sagas, messages. */
  readonly keys: Set<string>;
  /** Indexes of the events that opened and closed its windows. */
  readonly events: number[];
}

const value = z.looseObject({ fault: z.string().optional(), key: z.string().optional() });

/** Every fault of a history by rule: windows (`fault`) and injections (`injection`) of the nemesis. O(n). */
export function faultsOf(history: readonly HistoryEvent[]): FaultRule[] {
  const rules = new Map<string, FaultRule>();
  for (const event of history) {
    if (event.process !== nemesis || (event.f !== 'fault' && event.f !== 'injection')) continue;
    const name = String(event.key);
    const rule = rules.get(name) ?? { rule: name, fault: '', windows: [], fired: 0, keys: new Set(), events: [] };
    rules.set(name, rule);
    const details = value.safeParse(event.value ?? {}).data ?? {};
    if (details.fault !== undefined) rule.fault = details.fault;
    if (event.f === 'fault') rule.events.push(event.index);
    if (event.f === 'injection') {
      rule.fired += 1;
      if (details.key !== undefined) rule.keys.add(details.key);
    } else if (event.type === 'invoke') rule.windows.push({ start: event.time, end: Number.POSITIVE_INFINITY });
    else {
      const open = rule.windows.at(-1);
      if (open !== undefined) open.end = event.time;
    }
  }
  return [...rules.values()];
}
