import { nemesis } from '../../verify/history/event.ts';
import { fieldOf, momentOf } from './events.ts';
import type { Run } from './run.ts';

/** What a process asked for and what it learnt. Times are epoch milliseconds. */
export interface Operation {
  readonly process: string;
  readonly f: string;
  readonly key: string;
  readonly startedAt: number;
  /** Absent where no answer is in the history. */
  readonly endedAt: number | undefined;
  /** `info`: the outcome is unknown, it may take effect at any later time. */
  readonly type: 'ok' | 'fail' | 'info';
  readonly error: string | undefined;
  /** A violation names this operation, or what it asked for. */
  readonly broken: boolean;
  /** Where it begins in the history. */
  readonly index: number;
}

/** Neighbouring operations out of all, few enough to be drawn. */
export interface Excerpt {
  readonly operations: readonly Operation[];
  readonly total: number;
  /** What it was chosen for. */
  readonly around: 'first violation' | 'beginning';
}

/** As many lanes as fit one screen. */
export const mostOperations = 32;

/**
 * The operations around the first that is part of a violation, or the first ones where nothing is broken: those of
 * clients, or of every process in a history that has no requests. Undefined where the history holds none.
 */
export function excerptOf(run: Run, offenders: ReadonlySet<string>): Excerpt | undefined {
  const all = operationsOf(run, offenders);
  if (all.length === 0) return undefined;
  const first = all.findIndex(({ broken }) => broken);
  const middle = first < 0 ? 0 : first - Math.floor(mostOperations / 3);
  const start = Math.max(0, Math.min(middle, all.length - mostOperations));
  return {
    operations: all.slice(start, start + mostOperations),
    total: all.length,
    around: first < 0 ? 'beginning' : 'first violation',
  };
}

function operationsOf(run: Run, offenders: ReadonlySet<string>): readonly Operation[] {
  const hasClients = run.history.some(({ f }) => f === 'request');
  const named = new Set(
    (run.verdict?.invariants ?? []).flatMap(({ counterexample }) =>
      (counterexample?.violations ?? []).flatMap(({ events }) => events),
    ),
  );
  const open = new Map<string, Operation>();
  const operations = new Map<number, Operation>();
  for (const event of run.history) {
    if (event.process === nemesis || (hasClients && event.f !== 'request')) continue;
    const operation = `${event.process}\n${event.f}`;
    const asked = open.get(operation);
    const broken =
      named.has(event.index) || offenders.has(String(event.key)) || offenders.has(String(fieldOf(event, 'saga')));
    if (event.type === 'invoke') {
      const begun: Operation = {
        process: String(event.process),
        f: event.f,
        key: String(event.key ?? ''),
        startedAt: momentOf(run, event),
        endedAt: undefined,
        type: 'info',
        error: undefined,
        broken,
        index: event.index,
      };
      open.set(operation, begun);
      operations.set(event.index, begun);
    } else if (asked !== undefined) {
      open.delete(operation);
      operations.set(asked.index, {
        ...asked,
        endedAt: momentOf(run, event),
        type: event.type,
        error: event.error,
        broken: asked.broken || broken,
      });
    }
  }
  return [...operations.values()];
}
