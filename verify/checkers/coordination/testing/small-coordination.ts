import fc from 'fast-check';
import type { HistoryEvent } from '../../../history/event.ts';
import type { Small } from './true-times.ts';

const span = fc.tuple(fc.nat(6), fc.nat(2)).map(([start, length]) => ({ start, end: start + length }));
const outcome = fc.constantFrom<Small['outcome'][]>('ok', 'ok', 'ok', 'info', 'fail');

const reservation = fc
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

const ownership = fc
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

const fenced = fc
  .record({ f: fc.constantFrom('acquire', 'fenced-write'), span, outcome, token: fc.integer({ min: 1, max: 4 }) })
  .map(({ f, span: times, outcome: end, token }): Small => ({ f, ...times, outcome: end, value: { token } }));

const published = fc
  .record({ f: fc.constantFrom('outbox', 'publish'), span, outcome })
  .map(({ f, span: times, outcome: end }): Small => ({ f, ...times, outcome: end, value: {} }));

/** An owner claims once: another attempt is another owner. */
function claimedOnce(operations: readonly Small[]): boolean {
  const claims = operations.filter(({ f }) => f === 'claim').map(({ value }) => value.owner);
  return new Set(claims).size === claims.length;
}

/** What there is of the resource of small histories. */
export const stock: HistoryEvent = {
  index: 0,
  time: 0,
  process: 'o',
  type: 'ok',
  f: 'resource',
  key: 'it',
  value: { initial: 2, available: 2 },
};

/** By checker, operations about one key whose times overlap in every way; about half of them break something. */
export const smallCoordination = {
  reservations: fc.array(reservation, { minLength: 1, maxLength: 5 }),
  'one-owner-per-record': fc.array(ownership, { minLength: 2, maxLength: 5 }).filter(claimedOnce),
  fencing: fc.array(fenced, { minLength: 2, maxLength: 5 }),
  outbox: fc.array(published, { minLength: 1, maxLength: 5 }),
} satisfies Readonly<Record<string, fc.Arbitrary<Small[]>>>;
