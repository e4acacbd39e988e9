import { type Happening, say } from '../../../system/happening.ts';
import type { SagaValue } from '../../../verify/words/saga-words.ts';
import { plan, type RequestItem, type SagaItem } from './records.ts';

const events = {
  started: 'began',
  'step-done': 'committed',
  'step-refused': 'refused',
  'undo-done': 'compensated',
  confirmed: 'ended',
  cancelled: 'ended',
  resent: 'resent',
  parked: 'parked',
  unparked: 'resumed',
} as const satisfies Record<SagaItem['log'][number]['event'], SagaValue<'transition'>['event']>;

const outcomes = { confirmed: 'committed', cancelled: 'compensated' } as const;

/** Orders as sagas: how each began, every line of its log, its end, and its record as found at `observedAt`. */
export function sagaHappenings(
  sagas: readonly SagaItem[],
  requests: readonly RequestItem[],
  observedAt: number,
): Happening[] {
  const keys = new Map(requests.map((request) => [request.orderId, request.idempotencyKey]));
  return sagas.flatMap((saga) => {
    const own = { process: `saga:${saga.id}`, key: saga.id };
    const happenings: Happening[] = [];
    for (const { at, version, event, step, reason } of saga.log) {
      if (event === 'started') {
        const request = keys.get(saga.id);
        const begin = { amount: saga.payload.totalCents, plan: [...plan], ...(request !== undefined && { request }) };
        happenings.push(say('begin', begin, { ...own, at }));
      }
      const transition = { version, event: events[event], ...(step !== undefined && { step }) };
      happenings.push(say('transition', transition, { ...own, at, ...(reason !== undefined && { error: reason }) }));
      if (event === 'confirmed' || event === 'cancelled') {
        const end = {
          version,
          outcome: outcomes[event],
          label: event,
          ...(saga.reason !== undefined && { reason: saga.reason }),
        };
        happenings.push(say('end', end, { ...own, at }));
      }
    }
    const { status, version } = saga;
    const final = status === 'confirmed' || status === 'cancelled';
    const state = { version, final, label: status, ...(final && { outcome: outcomes[status] }) };
    return [...happenings, say('state', state, { process: 'observer', key: saga.id, at: observedAt })];
  });
}
