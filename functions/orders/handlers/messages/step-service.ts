import type { MiddyfiedHandler } from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openSqs } from '../../../shared/aws/clients.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { consumer } from '../../../shared/messages/consumer.ts';
import { PoisonMessage } from '../../../shared/messages/message.ts';
import { sendMessage } from '../../../shared/messages/queue.ts';
import type { StepDefinition } from '../../../shared/saga/saga.ts';
import { carryOut, type StepEffects } from './carry-out.ts';
import { commandSchema } from './messages.ts';

/** The handler of a service that performs one step of a saga: its commands come from a queue, its replies go to the saga's. */
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
      await carryOut({ command, effects, log, reply: (reply) => sendMessage(sqs, ORDERS_QUEUE_URL, reply) });
    },
  });
}
