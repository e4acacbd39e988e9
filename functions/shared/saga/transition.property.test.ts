import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderSaga } from '../../orders/handlers/orders/order-saga.ts';
import type { Saga, SagaEvent } from './saga.ts';
import { next, start } from './transition.ts';

const at = fc.integer({ min: 0, max: 200_000 });
const event: fc.Arbitrary<SagaEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('reply' as const),
      at,
      step: fc.constantFrom(...orderSaga.steps.map(({ name }) => name), 'unknown'),
      action: fc.constantFrom('do' as const, 'undo' as const),
      outcome: fc.constantFrom('done' as const, 'done' as const, 'refused' as const),
    }),
  },
  fc.record({
    type: fc.constant('sweep' as const),
    at,
    staleAfterMs: fc.constant(20_000),
    maxResends: fc.constant(2),
  }),
  fc.record({ type: fc.constant('redrive' as const), at }),
);
const history = fc.array(event, { maxLength: 60 });

function states(events: readonly SagaEvent[]): Saga[] {
  const sagas: Saga[] = [start(orderSaga, 'order', {}, 1_000).saga];
  for (const one of events) sagas.push(next(orderSaga, sagas.at(-1) as Saga, one).saga);
  return sagas;
}

function stepsIn(saga: Saga, name: string): (string | undefined)[] {
  return saga.log.filter((entry) => entry.event === name).map((entry) => entry.step);
}

describe('any sequence of answers, repetitions, sweeps and redrives', () => {
  it('leaves a legal state: open and waiting for one command, or final and waiting for none', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const saga of states(events)) {
          const final = saga.status === 'confirmed' || saga.status === 'cancelled';
          expect([saga.open, saga.step, saga.action].every((field) => (field === undefined) === final)).toBe(true);
          if (saga.status === 'running' || saga.status === 'confirmed') expect(stepsIn(saga, 'undo-done')).toEqual([]);
          if (saga.status === 'confirmed') expect(stepsIn(saga, 'step-done')).toEqual(['charge', 'reserve', 'ship']);
          if (saga.status === 'compensating') expect(saga.action).toBe('undo');
        }
      }),
    );
  });

  it('raises the version by one with every change and only appends to the log', () => {
    fc.assert(
      fc.property(history, (events) => {
        const sagas = states(events);
        for (const [index, saga] of sagas.slice(1).entries()) {
          const before = sagas[index] as Saga;
          if (saga === before) continue;
          expect(saga.version).toBe(before.version + 1);
          expect(saga.updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
          expect(saga.log.slice(0, before.log.length)).toEqual(before.log);
          expect(saga.log.slice(before.log.length).every(({ version }) => version === saga.version)).toBe(true);
          expect(saga.log.length).toBeGreaterThan(before.log.length);
        }
      }),
    );
  });

  it('never changes a final saga', () => {
    fc.assert(
      fc.property(history, history, (events, later) => {
        const saga = states(events).at(-1) as Saga;
        fc.pre(saga.open === undefined);
        for (const one of later) expect(next(orderSaga, saga, one)).toEqual({ saga });
      }),
    );
  });

  it('compensates exactly the completed steps, in exact reverse order', () => {
    fc.assert(
      fc.property(history, (events) => {
        const saga = states(events).at(-1) as Saga;
        const expected = stepsIn(saga, 'step-done').toReversed();
        const undone = stepsIn(saga, 'undo-done');
        expect(undone).toEqual(expected.slice(0, undone.length));
        if (saga.status === 'cancelled') expect(undone).toEqual(expected);
      }),
    );
  });
});
