import type { Saga, SagaDefinition, SagaEvent, Transition } from '../../../../../shared/saga/saga.ts';
import { pendingCommand, start, next as whole } from '../../../../../shared/saga/transition.ts';

export { pendingCommand, start };

/** Broken: a late answer moves a saga on that has ended, as if it had been waited for. */
export function next<Payload>(definition: SagaDefinition, saga: Saga<Payload>, event: SagaEvent): Transition<Payload> {
  if (saga.open || event.type !== 'reply') return whole(definition, saga, event);
  const { step, action } = event;
  const reopened: Saga<Payload> = { ...saga, status: 'running', step, action, open: 'open' };
  return whole(definition, reopened, event);
}
