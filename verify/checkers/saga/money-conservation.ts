import { type Change, firstOverdraft } from '../../readings/running-balance.ts';
import { type Saga, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * charged − refunded = the total of committed sagas, and saga by saga: its amount when committed, nothing when
 * compensated; and at every prefix 0 <= refunded <= charged. For open sagas only the prefixes are judged.
 */
export const moneyConservation: Checker = {
  name: 'money-conservation',
  claim: 'Charged minus refunded is the total of committed sagas, and never is more refunded than was charged.',
  complexity: 'O(n log n)',
  source: 'aws-semantics: money',
  definite: false,
  looksFor: { words: ['begin', 'money', 'end'], counted: ['sagas'] },
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    const counts = { sagas: sagas.size, charged: 0, refunded: 0, committed: 0, movements: 0 };
    for (const saga of sagas.values()) {
      const charged = sum(saga, 'charge');
      const refunded = sum(saga, 'refund');
      counts.charged += charged;
      counts.refunded += refunded;
      counts.movements += saga.money.length;
      const events = saga.money.flatMap((money) => money.events);
      const end = saga.ends.at(-1)?.value;
      const amount = saga.begins[0]?.value.amount;
      if (saga.begins.length === 0 && events.length > 0) {
        violations.push({ id: saga.id, what: `${charged - refunded} was taken for a saga that never began`, events });
      }
      const due = end?.outcome === 'committed' ? amount : end?.outcome === 'compensated' ? 0 : undefined;
      if (end?.outcome === 'committed') counts.committed += amount ?? 0;
      if (due !== undefined && charged - refunded !== due) {
        const what = `charged ${charged}, refunded ${refunded}: expected ${due} in balance when ${end?.label}`;
        violations.push({ id: saga.id, what, events });
      }
      const overdraft = firstOverdraft(0, saga.money.map(changeOf));
      if (overdraft !== undefined) {
        const what = `${-overdraft.balance} more was refunded than had been charged`;
        violations.push({ id: saga.id, what, events: overdraft.events });
      }
    }
    return resultOf(violations, counts);
  },
};

function sum(saga: Saga, direction: 'charge' | 'refund'): number {
  return saga.money.reduce((total, money) => (money.direction === direction ? total + money.amount : total), 0);
}

function changeOf(money: Saga['money'][number]): Change {
  const { start, end, events } = money;
  return { start, end, events, amount: money.direction === 'charge' ? money.amount : -money.amount };
}
