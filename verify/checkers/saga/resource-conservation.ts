import { type Change, firstOverdraft } from '../../readings/running-balance.ts';
import { type Saga, type SagaHistory, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * For each resource: available after quiet = initial − committed + compensated; never below zero at any prefix; and a
 * compensated saga has given back exactly what it took.
 */
export const resourceConservation: Checker = {
  name: 'resource-conservation',
  claim: 'What is available is what there was, minus what committed sagas hold, and never less than nothing.',
  complexity: 'O(n log n)',
  source: 'aws-semantics: reservation',
  definite: false,
  looksFor: { words: ['resource', 'effect'], counted: ['resources', 'sagas'] },
  check(history) {
    const { sagas, resources } = sagasOf(history);
    const violations: Violation[] = [];
    const changes = new Map<string, Change[]>();
    for (const saga of sagas.values()) {
      for (const [resource, change] of changesOf(saga)) {
        const known = changes.get(resource);
        if (known === undefined) changes.set(resource, [change]);
        else known.push(change);
      }
      violations.push(...unreturned(saga));
    }
    for (const resource of resources) violations.push(...imbalances(resource, changes.get(resource.key) ?? []));
    const known = new Set(resources.map((resource) => resource.key));
    for (const [resource, made] of changes) {
      if (known.has(resource)) continue;
      const events = made.flatMap((change) => change.events);
      violations.push({ id: resource, what: 'taken, although there is no such resource', events });
    }
    const moved = [...changes.values()].flat();
    return resultOf(violations, {
      sagas: sagas.size,
      resources: resources.length,
      taken: moved.reduce((total, change) => total - Math.min(0, change.amount), 0),
      returned: moved.reduce((total, change) => total + Math.max(0, change.amount), 0),
    });
  },
};

function* changesOf(saga: Saga): Generator<[resource: string, change: Change]> {
  for (const { start, end, events, action, resources = [] } of saga.effects) {
    for (const { resource, amount } of resources) {
      yield [resource, { start, end, events, amount: action === 'commit' ? -amount : amount }];
    }
  }
}

function* unreturned(saga: Saga): Generator<Violation> {
  if (saga.ends.at(-1)?.value.outcome !== 'compensated') return;
  const held = new Map<string, number>();
  const events: number[] = [];
  for (const [resource, change] of changesOf(saga)) {
    held.set(resource, (held.get(resource) ?? 0) - change.amount);
    events.push(...change.events);
  }
  for (const [resource, amount] of held) {
    if (amount > 0) yield { id: saga.id, what: `is compensated, but still holds ${amount} of ${resource}`, events };
    if (amount < 0) yield { id: saga.id, what: `gave back ${-amount} more of ${resource} than it took`, events };
  }
}

function* imbalances(found: SagaHistory['resources'][number], changes: readonly Change[]): Generator<Violation> {
  const { initial, available } = found.value;
  const expected = changes.reduce((balance, change) => balance + change.amount, initial);
  const id = found.key;
  if (available !== expected) {
    yield { id, what: `${available} are available, expected ${expected} of ${initial}`, events: [found.index] };
  }
  if (available < 0) yield { id, what: `${available} are available`, events: [found.index] };
  const overdraft = firstOverdraft(initial, changes);
  if (overdraft !== undefined) {
    yield { id, what: `${-overdraft.balance} more were taken than there were`, events: overdraft.events };
  }
}
