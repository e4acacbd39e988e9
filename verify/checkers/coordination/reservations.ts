import { groupBy, operationsOf } from '../../readings/operations.ts';
import { type Change, firstOverdraft } from '../../readings/running-balance.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { coordinationValues } from '../../words/coordination-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';

/**
 * Whatever the true times were, what is reserved at once is never more than there is; of a resource that is there once,
 * the holders' intervals are thus disjoint. Each holder takes once and gives back at most once, what it took. A
 * reservation of unknown outcome may not have happened; a return of unknown outcome may have, at any time.
 */
export const reservations: Checker = {
  name: 'reservations',
  claim: 'Never is more reserved at once than there is, and holders give back only what they hold.',
  complexity: 'O(n log n)',
  source: 'aws-semantics: reservation',
  definite: 'cut',
  looksFor: { words: ['reserve', 'unreserve'], counted: ['reservations', 'returns'] },
  check(history) {
    const stock = new Map<string, number>();
    for (const event of history) {
      if (event.f !== 'resource') continue;
      expectType(event, ['ok']);
      stock.set(String(event.key), readValue(coordinationValues.resource, event).initial);
    }
    const taken = operationsOf(history, 'reserve', coordinationValues.reserve).filter(
      ({ outcome }) => outcome !== 'fail',
    );
    const given = operationsOf(history, 'unreserve', coordinationValues.unreserve);
    const returned = groupBy(
      given.filter(({ outcome }) => outcome !== 'fail'),
      ({ key, value }) => `${key}\n${value.holder}`,
    );
    const violations: Violation[] = [];
    const changes = new Map<string, Change[]>();
    const change = (resource: string, { start, end, events }: Omit<Change, 'amount'>, amount: number): void => {
      const known = changes.get(resource) ?? [];
      known.push({ start, end, events, amount });
      changes.set(resource, known);
    };
    for (const [holder, takes] of groupBy(taken, ({ key, value }) => `${key}\n${value.holder}`)) {
      const [resource = '', id = ''] = holder.split('\n');
      const certain = takes.filter(({ outcome }) => outcome === 'ok');
      const events = takes.flatMap((take) => take.events);
      if (certain.length > 1) violations.push({ id, what: `reserved ${resource} ${certain.length} times`, events });
      for (const take of certain) change(resource, take, -take.value.amount);
      // What is of unknown outcome never ended.
      const back = (returned.get(holder) ?? []).filter(({ end }) => takes.every(({ start }) => end < start));
      for (const { events: when } of back)
        violations.push({ id, what: `gave ${resource} back before it took it`, events: when });
    }
    const held = groupBy(taken, ({ key, value }) => `${key}\n${value.holder}`);
    for (const [holder, returns] of returned) {
      const [resource = '', id = ''] = holder.split('\n');
      const takes = held.get(holder);
      const certain = returns.filter(({ outcome }) => outcome === 'ok');
      const events = returns.flatMap((each) => each.events);
      if (certain.length > 1) violations.push({ id, what: `gave ${resource} back ${certain.length} times`, events });
      const took = takes?.find(({ outcome }) => outcome === 'ok');
      if (takes === undefined) {
        if (certain.length > 0) violations.push({ id, what: `gave ${resource} back, but never took it`, events });
      } else if (took !== undefined) for (const each of returns.slice(0, 1)) change(resource, each, took.value.amount);
    }
    for (const [id, made] of changes) {
      const overdraft = firstOverdraft(stock.get(id) ?? 0, made);
      if (overdraft === undefined) continue;
      const what = `${-overdraft.balance} more were reserved at once than the ${stock.get(id) ?? 0} that there are`;
      violations.push({ id, what, events: overdraft.events });
    }
    return resultOf(violations, { resources: stock.size, reservations: taken.length, returns: given.length });
  },
};
