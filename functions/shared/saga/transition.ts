import { nextToUndo } from './compensation.ts';
import type { Action, Command, LogEntry, Saga, SagaDefinition, SagaEvent, StepDefinition, Transition } from './saga.ts';

type Reply = Extract<SagaEvent, { type: 'reply' }>;
type Sweep = Extract<SagaEvent, { type: 'sweep' }>;
type Line = Omit<LogEntry, 'version' | 'at'>;
type Unlogged<Payload> = Omit<Saga<Payload>, 'version' | 'updatedAt' | 'log'>;

/** A new saga and its first command. */
export function start<Payload>(
  definition: SagaDefinition,
  id: string,
  payload: Payload,
  at: number,
): Transition<Payload> {
  const [first] = definition.steps;
  if (!first) throw new Error(`The saga "${definition.kind}" has no steps: declare at least one.`);
  const saga: Saga<Payload> = {
    id,
    kind: definition.kind,
    version: 1,
    status: 'running',
    step: first.name,
    action: 'do',
    open: 'open',
    createdAt: at,
    updatedAt: at,
    resends: 0,
    payload,
    log: [{ version: 1, at, event: 'started' }],
  };
  return withCommand(saga);
}

/** The command that waits for its answer; a final saga has none. It is derived, never stored: the record is its outbox. */
export function pendingCommand<Payload>(saga: Saga<Payload>): Command<Payload> | undefined {
  const { step, action } = saga;
  if (!step || !action) return undefined;
  return { type: 'command', sagaId: saga.id, sagaVersion: saga.version, step, action, payload: saga.payload };
}

/**
 * What an event makes of a saga. Pure and total: an event that does not fit (a late, repeated or foreign answer) changes
 * nothing, and a final saga never changes. The repetition of the answer that led to the present state yields the pending
 * command again, because the process that handled it first may have died before it could send.
 */
export function next<Payload>(definition: SagaDefinition, saga: Saga<Payload>, event: SagaEvent): Transition<Payload> {
  if (!saga.open) return { saga };
  switch (event.type) {
    case 'reply':
      return answered(definition, saga, event);
    case 'sweep':
      return swept(saga, event);
    case 'redrive':
      return saga.parkedAt === undefined ? { saga } : withCommand(unpark(saga, event.at));
  }
}

function answered<Payload>(definition: SagaDefinition, saga: Saga<Payload>, reply: Reply): Transition<Payload> {
  if (reply.step !== saga.step || reply.action !== saga.action) {
    return isLastAnswer(saga, reply) ? withCommand(saga) : { saga };
  }
  const refused = reply.action === 'do' && reply.outcome === 'refused';
  const line: Line = {
    event: refused ? 'step-refused' : reply.action === 'do' ? 'step-done' : 'undo-done',
    step: reply.step,
    action: reply.action,
    ...(refused && reply.reason !== undefined && { reason: reply.reason }),
  };
  const lines: Line[] = saga.parkedAt === undefined ? [line] : [{ event: 'unparked' }, line];
  const { step: _step, action: _action, parkedAt: _parkedAt, open: _open, ...settled } = { ...saga, resends: 0 };

  if (line.event === 'step-done') {
    const after = definition.steps[definition.steps.findIndex(({ name }) => name === reply.step) + 1];
    if (!after)
      return withCommand(log(saga, { ...settled, status: 'confirmed' }, reply.at, ...lines, { event: 'confirmed' }));
    return withCommand(log(saga, { ...settled, ...awaiting(after, 'do') }, reply.at, ...lines));
  }
  const reason = refused ? { reason: reply.reason ?? 'refused' } : {};
  const undo = nextToUndo(definition, [...saga.log, { ...line, version: saga.version + 1, at: reply.at }]);
  if (!undo) {
    const cancelled = { ...settled, ...reason, status: 'cancelled' as const };
    return withCommand(log(saga, cancelled, reply.at, ...lines, { event: 'cancelled' }));
  }
  const compensating = { ...settled, ...reason, ...awaiting(undo, 'undo'), status: 'compensating' as const };
  return withCommand(log(saga, compensating, reply.at, ...lines));
}

function swept<Payload>(saga: Saga<Payload>, sweep: Sweep): Transition<Payload> {
  if (saga.parkedAt !== undefined || sweep.at - saga.updatedAt < sweep.staleAfterMs) return { saga };
  const pending = pendingLine(saga);
  if (saga.resends >= sweep.maxResends) {
    return { saga: log(saga, { ...saga, parkedAt: sweep.at }, sweep.at, { event: 'parked', ...pending }) };
  }
  return withCommand(log(saga, { ...saga, resends: saga.resends + 1 }, sweep.at, { event: 'resent', ...pending }));
}

function unpark<Payload>(saga: Saga<Payload>, at: number): Saga<Payload> {
  const { parkedAt: _parkedAt, ...moving } = { ...saga, resends: 0 };
  return log(saga, moving, at, { event: 'unparked', ...pendingLine(saga) });
}

function awaiting(step: StepDefinition, action: Action) {
  return { step: step.name, action, open: 'open' as const };
}

function pendingLine(saga: Saga): Omit<Line, 'event'> {
  return { ...(saga.step && { step: saga.step }), ...(saga.action && { action: saga.action }) };
}

function isLastAnswer(saga: Saga, reply: Reply): boolean {
  const last = saga.log.findLast(({ event }) => ['step-done', 'step-refused', 'undo-done'].includes(event));
  return last?.step === reply.step && last.action === reply.action;
}

/** The next version: the clocks of two environments differ, so a saga's own time only goes forward. */
function log<Payload>(before: Saga<Payload>, after: Unlogged<Payload>, at: number, ...lines: Line[]): Saga<Payload> {
  const version = before.version + 1;
  const updatedAt = Math.max(at, before.updatedAt);
  return {
    ...after,
    version,
    updatedAt,
    log: [...before.log, ...lines.map((line) => ({ version, at: updatedAt, ...line }))],
  };
}

function withCommand<Payload>(saga: Saga<Payload>): Transition<Payload> {
  const command = pendingCommand(saga);
  return command ? { saga, command } : { saga };
}
