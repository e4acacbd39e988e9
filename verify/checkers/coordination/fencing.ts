import { groupBy, type Operation, operationsOf } from '../../readings/operations.ts';
import { overtakings, type Placed } from '../../readings/overtaking.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { coordinationValues } from '../../words/coordination-words.ts';

type Held = Operation<{ readonly token: number }>;

/**
 * A lock gives every holder a token of its own that is greater than those given before; what the lock protects accepts
 * no write whose token is less than one that it accepted before. Then a holder that froze and lost its lock can do no
 * harm. Operations that overlap may have been either way.
 */
export const fencing: Checker = {
  name: 'fencing',
  claim: 'Fencing tokens grow from holder to holder, and no write under an older token is accepted after a newer one.',
  complexity: 'O(n log n)',
  source: 'Kleppmann: How to do distributed locking (2016); aws-semantics: fencing',
  definite: true,
  looksFor: { words: ['acquire', 'fenced-write'], counted: ['grants', 'writes'] },
  check(history) {
    const granted = groupBy(accepted(operationsOf(history, 'acquire', coordinationValues.acquire)), byLock);
    const writes = groupBy(accepted(operationsOf(history, 'fenced-write', coordinationValues['fenced-write'])), byLock);
    const violations: Violation[] = [];
    const counts = { locks: new Set([...granted.keys(), ...writes.keys()]).size, grants: 0, writes: 0 };
    for (const [id, grants] of granted) {
      counts.grants += grants.length;
      for (const { earlier, later } of overtakings(grants.map(placed))) {
        const what = `token ${later.value.token} was given after token ${earlier.value.token}, expected a greater one`;
        violations.push({ id, what, events: [...earlier.events, ...later.events] });
      }
      for (const [token, holders] of groupBy(grants, (grant) => String(grant.value.token))) {
        if (holders.length === 1) continue;
        const what = `token ${token} was given ${holders.length} times`;
        violations.push({ id, what, events: holders.flatMap((holder) => holder.events) });
      }
    }
    for (const [id, accepts] of writes) {
      counts.writes += accepts.length;
      for (const { earlier, later } of overtakings(accepts.map(placed))) {
        const what = `a write under token ${later.value.token} was accepted after one under ${earlier.value.token}`;
        violations.push({ id, what, events: [...earlier.events, ...later.events] });
      }
    }
    return resultOf(violations, counts);
  },
};

const byLock = ({ key }: Held): string => key;

function accepted(operations: readonly Held[]): Held[] {
  return operations.filter((operation) => operation.outcome === 'ok');
}

/** In time, and by token. */
function placed(item: Held): Placed<Held> {
  return { item, first: item, second: { start: item.value.token, end: item.value.token } };
}
