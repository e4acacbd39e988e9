import { type HistoryEvent, nemesis } from '../../history/event.ts';
import type { Draw } from '../mutants/draw.ts';

interface Roughness {
  /** Of so many events one is amiss in each way. */
  readonly oneIn: number;
  /** Times are multiples of this, where it is not 0. */
  readonly gridNs?: number;
  /** Values that are something else than they should be, and words of the judged system in the mouth of who breaks things. */
  readonly isGarbled?: boolean;
}

const garbage: readonly unknown[] = [
  null,
  -1,
  7,
  1.5,
  '',
  'x',
  true,
  [],
  [7],
  [['r']],
  {},
  { version: 1 },
  { key: [[0]] },
];

/**
 * The history with what real ones have: outcomes that are unknown or failed, events that are missing, sessions, several events
 * at one time, and somebody who breaks things in between.
 */
export function roughened(
  history: readonly HistoryEvent[],
  draw: Draw,
  { oneIn, gridNs = 0, isGarbled = false }: Roughness = { oneIn: 30 },
): HistoryEvent[] {
  const events = history.flatMap((event): HistoryEvent[] => {
    switch (draw(0, oneIn - 1)) {
      case 0:
        return [];
      case 1:
        return event.type === 'ok' ? [{ ...event, type: 'info' }] : [event];
      case 2:
        return event.type === 'ok' ? [{ ...event, type: 'fail' }] : [event];
      case 3:
        return [{ ...event, process: nemesis, type: 'info', f: 'kill' }, event];
      case 4:
        return [{ ...event, correlation: { ...event.correlation, session: `s${draw(0, 1)}` } }];
      case 5:
        return draw(0, 9) === 0 ? [without(event, 'value')] : [event];
      case 6:
        return isGarbled ? [{ ...event, value: garbage[draw(0, garbage.length - 1)] }] : [event];
      case 7:
        return isGarbled ? [{ ...event, process: nemesis }, event] : [event];
      default:
        return [event];
    }
  });
  let before = 0;
  return events.map((event, index) => {
    const time = gridNs === 0 ? event.time : event.time - (event.time % gridNs);
    if (draw(0, 9) > 0 || gridNs > 0) before = Math.max(before, time);
    return { ...event, index, time: before };
  });
}

function without(event: HistoryEvent, field: 'value'): HistoryEvent {
  const { [field]: _, ...rest } = event;
  return rest;
}
