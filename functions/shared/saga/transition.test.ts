import { describe, expect, it } from '@jest/globals';
import { orderSaga } from '../../orders/handlers/orders/order-saga.ts';
import type { Action, Outcome, Saga, SagaEvent } from './saga.ts';
import { next, start } from './transition.ts';

const begun = start(orderSaga, 'order-1', { totalCents: 100 }, 1_000).saga;

function reply(step: string, action: Action, outcome: Outcome = 'done', reason?: string): SagaEvent {
  return { type: 'reply', at: 2_000, step, action, outcome, reason };
}

function sagaAfter(...events: SagaEvent[]): Saga {
  return events.reduce<Saga>((saga, event) => next(orderSaga, saga, event).saga, begun);
}

function told(saga: Saga): string[] {
  return saga.log.map(({ version, event, step }) => `${version} ${event}${step ? ` ${step}` : ''}`);
}

describe('the order saga', () => {
  it('starts with the charge', () => {
    const { saga, command } = start(orderSaga, 'order-1', { totalCents: 100 }, 1_000);
    expect(saga).toMatchObject({
      version: 1,
      status: 'running',
      step: 'charge',
      action: 'do',
      open: 'open',
      resends: 0,
    });
    expect(command).toEqual({
      type: 'command',
      sagaId: 'order-1',
      sagaVersion: 1,
      step: 'charge',
      action: 'do',
      payload: { totalCents: 100 },
    });
  });

  it('is confirmed when every step is done', () => {
    const saga = sagaAfter(reply('charge', 'do'), reply('reserve', 'do'), reply('ship', 'do'));
    expect(saga.status).toBe('confirmed');
    expect(saga).not.toHaveProperty('open');
    expect(saga).not.toHaveProperty('step');
    expect(told(saga)).toEqual([
      '1 started',
      '2 step-done charge',
      '3 step-done reserve',
      '4 step-done ship',
      '4 confirmed',
    ]);
  });

  it('is cancelled at once when the first step is refused', () => {
    const saga = sagaAfter(reply('charge', 'do', 'refused', 'card-declined'));
    expect(saga).toMatchObject({ status: 'cancelled', reason: 'card-declined', version: 2 });
    expect(told(saga)).toEqual(['1 started', '2 step-refused charge', '2 cancelled']);
  });

  it('undoes completed steps in reverse order when a later one is refused', () => {
    const refused = [reply('charge', 'do'), reply('reserve', 'do'), reply('ship', 'do', 'refused', 'invalid-address')];
    expect(sagaAfter(...refused)).toMatchObject({ status: 'compensating', step: 'reserve', action: 'undo' });
    const saga = sagaAfter(...refused, reply('reserve', 'undo'), reply('charge', 'undo'));
    expect(saga).toMatchObject({ status: 'cancelled', reason: 'invalid-address' });
    expect(told(saga).slice(3)).toEqual([
      '4 step-refused ship',
      '5 undo-done reserve',
      '6 undo-done charge',
      '6 cancelled',
    ]);
  });

  it('yields the pending command again when the answer before it is repeated, and nothing for older ones', () => {
    const saga = sagaAfter(reply('charge', 'do'), reply('reserve', 'do'));
    expect(next(orderSaga, saga, reply('reserve', 'do'))).toEqual({
      saga,
      command: expect.objectContaining({ step: 'ship', action: 'do' }),
    });
    expect(next(orderSaga, saga, reply('charge', 'do'))).toEqual({ saga });
    expect(next(orderSaga, saga, reply('charge', 'undo'))).toEqual({ saga });
  });
});

describe('sweeping', () => {
  const sweep = (at: number): SagaEvent => ({ type: 'sweep', at, staleAfterMs: 20_000, maxResends: 2 });

  it('leaves a saga with progress alone', () => {
    expect(next(orderSaga, begun, sweep(20_999))).toEqual({ saga: begun });
  });

  it('sends the pending command again, then parks the saga, still open', () => {
    expect(next(orderSaga, begun, sweep(21_000)).command).toMatchObject({ step: 'charge', sagaVersion: 2 });
    const parked = sagaAfter(sweep(21_000), sweep(41_000), sweep(61_000));
    expect(parked).toMatchObject({ parkedAt: 61_000, open: 'open', resends: 2, version: 4 });
    expect(next(orderSaga, parked, sweep(999_000))).toEqual({ saga: parked });
  });

  it('moves a parked saga on by a redrive or by the answer itself', () => {
    const parked = sagaAfter(sweep(21_000), sweep(41_000), sweep(61_000));
    const redriven = next(orderSaga, parked, { type: 'redrive', at: 70_000 });
    expect(redriven.command).toMatchObject({ step: 'charge' });
    expect(redriven.saga).toMatchObject({ resends: 0 });
    expect(redriven.saga).not.toHaveProperty('parkedAt');
    const answered = next(orderSaga, parked, reply('charge', 'do')).saga;
    expect(answered).toMatchObject({ step: 'reserve', resends: 0 });
    expect(told(answered).slice(-2)).toEqual(['5 unparked', '5 step-done charge']);
  });
});
