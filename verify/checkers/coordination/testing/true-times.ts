import type { EventType, HistoryEvent } from '../../../history/event.ts';

/** One operation of a small history: it took effect at a whole time from `start` to `end`, if it did. */
export interface Small {
  readonly f: string;
  readonly start: number;
  readonly end: number;
  readonly outcome: Exclude<EventType, 'invoke'>;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The last whole time of small histories: what is of unknown outcome may take effect up to it. */
const last = 8;

/** Small operations as events about one key, each by a process of its own; a unit of time is a millisecond. */
export function eventsOf(key: string, operations: readonly Small[]): HistoryEvent[] {
  const drafts = operations.flatMap(({ f, start, end, outcome, value }, n) => {
    const at = { process: n, f, key };
    return [
      { ...at, time: start * 1e6, type: 'invoke' as const, value },
      { ...at, time: end * 1e6 + 0.5e6, type: outcome },
    ];
  });
  drafts.sort((a, b) => a.time - b.time);
  return drafts.map((draft, index) => ({ ...draft, index }));
}

/**
 * Whether some choice of what took effect, in which order and at which times, is innocent: every choice is tried. What
 * is `ok` took effect between its start and its end, what failed did not, what is unknown did not or did at any time.
 * @param allows told of the effects one after the other, whether the rules allow the next one; it answers the next state
 * @param mayEnd whether nothing is owed in a state
 */
export function isInnocent<State>(
  operations: readonly Small[],
  state: State,
  allows: (state: State, operation: Small, time: number) => State | undefined,
  mayEnd: (state: State) => boolean = () => true,
  now = 0,
): boolean {
  if (operations.every(({ outcome }) => outcome !== 'ok') && mayEnd(state)) return true;
  return operations.some((operation) => {
    if (operation.outcome === 'fail') return false;
    const rest = operations.filter((other) => other !== operation);
    const end = operation.outcome === 'info' ? last : operation.end;
    for (let time = Math.max(now, operation.start); time <= end; time += 1) {
      const next = allows(state, operation, time);
      if (next !== undefined && isInnocent(rest, next, allows, mayEnd, time)) return true;
    }
    return false;
  });
}
