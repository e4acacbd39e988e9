import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import type { Checker } from '../../verdict/checker.ts';
import { judge } from '../../verdict/checker.ts';
import { fencing } from './fencing.ts';
import { oneOwnerPerRecord } from './one-owner-per-record.ts';
import { outbox } from './outbox.ts';
import { reservations } from './reservations.ts';
import { eventsOf, isInnocent, type Small } from './testing/true-times.ts';

const span = fc.tuple(fc.nat(6), fc.nat(2)).map(([start, length]) => ({ start, end: start + length }));
const outcome = fc.constantFrom<Small['outcome'][]>('ok', 'ok', 'ok', 'info', 'fail');

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
    const operation = fc
      .record({
        kind: fc.constantFrom('reserve', 'unreserve'),
        span,
        outcome,
        holder: fc.constantFrom('a', 'b', 'c'),
        amount: fc.integer({ min: 1, max: 2 }),
      })
      .map(({ kind, span: times, outcome: end, holder, amount }): Small => {
        return { f: kind, ...times, outcome: end, value: kind === 'reserve' ? { holder, amount } : { holder } };
      });
    const stock = {
      index: 0,
      time: 0,
      process: 'o',
      type: 'ok' as const,
      f: 'resource',
      key: 'it',
      value: { initial: 2, available: 2 },
    };
    const seen = compared(
      reservations,
      fc.array(operation, { minLength: 1, maxLength: 5 }),
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
    const operation = fc
      .record({
        kind: fc.constantFrom('claim', 'claim', 'complete', 'abandon'),
        span,
        outcome,
        owner: fc.constantFrom('a', 'b', 'c'),
        token: fc.integer({ min: 1, max: 3 }),
        expiresInMs: fc.integer({ min: 1, max: 4 }),
      })
      .map(({ kind, span: times, outcome: end, owner, token, expiresInMs }): Small => {
        const value = kind === 'claim' ? { owner, token, expiresInMs } : { owner };
        return { f: kind, ...times, outcome: end, value };
      });
    // An owner claims once: another attempt is another owner.
    const claimedOnce = (operations: readonly Small[]): boolean => {
      const claims = operations.filter(({ f }) => f === 'claim').map(({ value }) => value.owner);
      return new Set(claims).size === claims.length;
    };
    compared(oneOwnerPerRecord, fc.array(operation, { minLength: 2, maxLength: 5 }).filter(claimedOnce), (operations) =>
      isInnocent(operations, { token: 0, until: 0, done: false, lost: [] }, record),
    );
  });

  it('fencing, exactly', () => {
    const operation = fc
      .record({ f: fc.constantFrom('acquire', 'fenced-write'), span, outcome, token: fc.integer({ min: 1, max: 4 }) })
      .map(({ f, span: times, outcome: end, token }): Small => ({ f, ...times, outcome: end, value: { token } }));
    const seen = compared(fencing, fc.array(operation, { minLength: 2, maxLength: 5 }), (operations) =>
      isInnocent(operations, { given: 0, written: 0 }, (state, { f, value }) => {
        const token = value.token as number;
        if (f === 'acquire') return token > state.given ? { ...state, given: token } : undefined;
        return token >= state.written ? { ...state, written: token } : undefined;
      }),
    );
    expect(seen.caught).toBe(seen.guilty);
  });

  it('outbox, exactly', () => {
    const operation = fc
      .record({ f: fc.constantFrom('outbox', 'publish'), span, outcome })
      .map(({ f, span: times, outcome: end }): Small => ({ f, ...times, outcome: end, value: {} }));
    const seen = compared(outbox, fc.array(operation, { minLength: 1, maxLength: 5 }), (operations) =>
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
