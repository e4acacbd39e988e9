import type { MiddyfiedHandler } from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openSqs } from '../aws/clients.ts';
import type { EffectRecord } from '../effects/effect-record.ts';
import { readEnvironment, variables } from '../environment.ts';
import type { Order } from '../order.ts';
import type { Action, StepDefinition } from '../saga/saga.ts';
import { consumer } from './consumer.ts';
import { commandSchema, type OrderCommand, PoisonMessage, type Reply } from './messages.ts';
import { sendMessage } from './queue.ts';

/** How a service performs its step: each answers the effect's record, of now or of an earlier delivery. */
export type StepEffects = Readonly<Record<Action, (order: Order) => Promise<EffectRecord>>>;

/**
 * The handler of a service that performs one step of a saga: effect first, then the reply, then (by returning) the
 * acknowledgement. A crash in between brings the command back, which finds the effect's record and replies again.
 */
export function stepService(step: StepDefinition, effects: StepEffects): MiddyfiedHandler<SQSEvent, SQSBatchResponse> {
  const { ORDERS_QUEUE_URL } = readEnvironment(variables('ORDERS_QUEUE_URL'));
  const sqs = openSqs();
  return consumer({
    schema: commandSchema,
    sqs,
    async work(command, log) {
      if (command.step !== step.name) {
        throw new PoisonMessage(
          `The command is for the step "${command.step}"; this queue's service does "${step.name}".`,
        );
      }
      const record = await effects[command.action](command.payload);
      const { effect, outcome, reason, at } = record;
      log.info('effect', { effect, outcome, reason, recordedAt: at });
      await sendMessage(sqs, ORDERS_QUEUE_URL, replyTo(command, record));
    },
  });
}

function replyTo({ sagaId, sagaVersion, step, action }: OrderCommand, { outcome, reason }: EffectRecord): Reply {
  const reply = { type: 'reply' as const, sagaId, sagaVersion, step };
  return action === 'undo'
    ? { ...reply, action, outcome: 'done' }
    : { ...reply, action, outcome, ...(reason !== undefined && { reason }) };
}
