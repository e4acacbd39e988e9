import fc from 'fast-check';
import type { EventType, HistoryEvent } from '../../../history/event.ts';
import type { MicroOperation } from '../table/transaction-table.ts';

/** A transaction before it has a place in a history. */
export interface Draft {
  readonly process: number;
  readonly operations: MicroOperation[];
  type: Exclude<EventType, 'invoke'>;
}

/** A history in which the transactions run one after the other. */
export function historyOf(drafts: readonly Draft[]): HistoryEvent[] {
  return drafts.flatMap(({ process, operations, type }, n): HistoryEvent[] => {
    const asked = operations.map(([f, key, value]) => (f === 'r' ? [f, key, null] : [f, key, value]));
    const said = type === 'ok' ? operations : asked;
    return [
      { index: 2 * n, time: 2 * n, process, type: 'invoke', f: 'txn', value: asked },
      { index: 2 * n + 1, time: 2 * n + 1, process, type, f: 'txn', value: said },
    ];
  });
}

/** Which micro-operations to draw: `append` and whole lists, or `w` and single values. */
export type Kind = 'append' | 'w';

interface Shape {
  readonly transactions: number;
  readonly keys: number;
  readonly ends: readonly Draft['type'][];
}

const shapes = (shape: Shape) =>
  fc.array(
    fc.record({
      process: fc.nat(2),
      plan: fc.array(fc.tuple(fc.boolean(), fc.nat(shape.keys - 1)), { minLength: 1, maxLength: 4 }),
      type: fc.constantFrom(...shape.ends),
      at: fc.nat(100),
    }),
    { minLength: 1, maxLength: shape.transactions },
  );

/**
 * Histories of a serial execution, their transactions then put into another order. What aborted wrote nothing.
 * @param kind of writes
 * @param inOrder they stay as they ran
 */
export function serialDrafts(kind: Kind, shape: Partial<Shape> = {}, inOrder = false): fc.Arbitrary<Draft[]> {
  const whole = { transactions: 12, keys: 3, ends: ['ok', 'ok', 'ok', 'ok', 'info', 'fail'] as const, ...shape };
  return shapes(whole).map((plans) => {
    const state = new Map<string, unknown>();
    let written = 0;
    const drafts = plans.map(({ plan, ...rest }, n) => {
      const kept = new Map(state);
      const operations = plan.map(([isRead, k]): MicroOperation => {
        const key = `k${k}`;
        const now = state.get(key) ?? null;
        if (isRead) return ['r', key, now];
        written += 1;
        state.set(key, kind === 'w' ? written : [...((now ?? []) as unknown[]), written]);
        return [kind, key, written];
      });
      // An unknown outcome may be either: every other one did not happen.
      const lost = rest.type === 'fail' || (rest.type === 'info' && n % 2 === 0);
      if (lost) for (const key of state.keys()) state.set(key, kept.get(key) ?? null);
      return { ...rest, operations };
    });
    if (!inOrder) drafts.sort((a, b) => a.at - b.at);
    return drafts.map(({ process, operations, type }) => ({ process, operations, type }));
  });
}

/** Serial histories in which some reads were changed to something else that the key may have held. */
export function disturbedDrafts(kind: Kind, shape: Partial<Shape> = {}): fc.Arbitrary<Draft[]> {
  const changes = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 3 });
  return fc.tuple(serialDrafts(kind, shape), changes).map(([drafts, wanted]) => {
    const reads = drafts.flatMap(({ operations }) =>
      operations.flatMap((each, at) => (each[0] === 'r' ? [{ operations, at }] : [])),
    );
    for (const [which, choice] of wanted) {
      const read = reads[which % Math.max(1, reads.length)];
      if (read === undefined) continue;
      const key = (read.operations[read.at] as MicroOperation)[1];
      const written = drafts.flatMap(({ operations }) => operations.filter(([f, k]) => f === kind && k === key));
      const elements = written.map(([, , value]) => value);
      const cut = choice % (elements.length + 1);
      const value = kind === 'append' ? elements.slice(0, cut) : (elements[cut] ?? null);
      read.operations[read.at] = ['r', key, value];
    }
    return drafts;
  });
}
