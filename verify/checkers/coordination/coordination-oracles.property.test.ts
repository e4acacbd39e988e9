import { describe, expect, it } from '@jest/globals';
import type fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import type { Checker } from '../../verdict/checker.ts';
import { judge } from '../../verdict/checker.ts';
import { fencing } from './fencing.ts';
import { oneOwnerPerRecord } from './one-owner-per-record.ts';
import { outbox } from './outbox.ts';
import { reservations } from './reservations.ts';
import { smallCoordination, stock } from './testing/small-coordination.ts';
import { eventsOf, isInnocent, type Small } from './testing/true-times.ts';

/** How often a checker accused, and how often it should have: it must accuse nothing innocent. */
function compared(
  checker: Checker,
  histories: fc.Arbitrary<readonly Small[]>,
  innocent: (operations: readonly Small[]) => boolean,
  before: ReturnType<typeof eventsOf> = [],
): { guilty: number; caught: number; innocent: number } {
  return assertEverySide(histories, { guilty: 300, caught: 300, innocent: 300 }, 3000, (operations, see) => {
    const events = [...before, ...eventsOf('it', operations)].map((event, index) => ({ ...event, index }));
    const { valid, error, counterexample } = judge(checker, events, { allowEmpty: true });
    const isInnocentHistory = innocent(operations);
    expect({ accused: valid === false && isInnocentHistory, error, counterexample }).toEqual({
      accused: false,
      error: undefined,
      counterexample,
    });
    see(isInnocentHistory ? 'innocent' : 'guilty');
    if (valid === false) see('caught');
  });
}

interface Record_ {
  readonly owner?: string;
  readonly token: number;
  readonly until: number;
  readonly done: boolean;
  readonly lost: readonly string[];
}

/** The rules of an idempotency record, one effect after the other. */
function record(state: Record_, { f, value }: Small, time: number): Record_ | undefined {
  const { owner, token, expiresInMs } = value as { owner: string; token: number; expiresInMs: number };
  if (f === 'abandon') return state.owner === owner ? { ...state, owner: '' } : state;
  if (f === 'complete') {
    if (state.lost.includes(owner)) return undefined;
    return { ...state, done: true, owner: '' };
  }
  const held = state.owner !== undefined && state.owner !== '';
  if (state.done || (held && (time < state.until || token <= state.token))) return undefined;
  const lost = held ? [...state.lost, state.owner as string] : state.lost;
  return { owner, token, until: time + expiresInMs, done: false, lost };
}

describe('checkers of coordination, beside every choice of true times', () => {
  it('reservations', () => {
    const seen = compared(
      reservations,
      smallCoordination.reservations,
      (operations) =>
        isInnocent(operations, new Map<string, number>(), (held, { f, value }) => {
          const { holder, amount } = value as { holder: string; amount: number };
          const now = held.get(holder);
          if (f === 'unreserve') return now === undefined || now === 0 ? undefined : new Map(held).set(holder, 0);
          if (now !== undefined) return undefined;
          const taken = [...held.values()].reduce((sum, each) => sum + each, amount);
          return taken > 2 ? undefined : new Map(held).set(holder, amount);
        }),
      [stock],
    );
    expect(seen.caught / seen.guilty).toBeGreaterThan(0.8);
  });

  it('one owner per record', () => {
    compared(oneOwnerPerRecord, smallCoordination['one-owner-per-record'], (operations) =>
      isInnocent(operations, { token: 0, until: 0, done: false, lost: [] }, record),
    );
  });

  it('fencing, exactly', () => {
    const seen = compared(fencing, smallCoordination.fencing, (operations) =>
      isInnocent(operations, { given: 0, written: 0 }, (state, { f, value }) => {
        const token = value.token as number;
        if (f === 'acquire') return token > state.given ? { ...state, given: token } : undefined;
        return token >= state.written ? { ...state, written: token } : undefined;
      }),
    );
    expect(seen.caught).toBe(seen.guilty);
  });

  it('outbox, exactly', () => {
    const seen = compared(outbox, smallCoordination.outbox, (operations) =>
      isInnocent(
        operations,
        { committed: false, published: false },
        (state, { f }) => {
          if (f === 'outbox') return { ...state, committed: true };
          return state.committed ? { ...state, published: true } : undefined;
        },
        (state) => !state.committed || state.published,
      ),
    );
    expect(seen.caught).toBe(seen.guilty);
  });
});
