import type { SQSClient } from '@aws-sdk/client-sqs';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { sendMessage } from '../../../shared/messages/queue.ts';
import type { Command } from '../../../shared/saga/saga.ts';
import { orderSaga } from './order-saga.ts';

/** Sends a command of the order saga to the queue of the service that performs its step. */
export function openCommandQueues(sqs: SQSClient): (command: Command) => Promise<void> {
  const urls = new Map(orderSaga.steps.map(({ name, queue }) => [name as string, `${queue.toUpperCase()}_QUEUE_URL`]));
  const environment = readEnvironment(variables(...urls.values()));
  return async (command) => {
    const url = environment[urls.get(command.step) ?? ''];
    if (!url) throw new Error(`No queue takes the step "${command.step}" of saga ${command.sagaId}.`);
    await sendMessage(sqs, url, command);
  };
}
