import { invalidParameter, invalidValue, SqsError } from '../../calls/errors.ts';
import { type Attributes, checkAttributes, DEFAULTS, FIFO_DEFAULTS, readRedrive } from '../../queue/settings.ts';
import type { Scope } from '../../scopes/scope.ts';
import type { Operation } from '../operation.ts';

const NAME = /^[a-zA-Z0-9_-]{1,80}$/;
const SECOND_MS = 1000;

function checkName(name: string, isFifo: boolean): void {
  const isNamedFifo = name.endsWith('.fifo');
  if (isFifo && !isNamedFifo)
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
  // The suffix counts.
  if (!NAME.test(isFifo ? name.replace(/\.fifo$/, '_fifo') : name))
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
}

/** Refuses a redrive policy whose dead-letter queue is not there, or is of another type. */
export function checkDeadLetters(text: string, isFifo: boolean, scope: Scope): void {
  const { deadLetterArn } = readRedrive(text);
  const deadLetters = scope.byArn(deadLetterArn);
  if (deadLetters === undefined) throw invalidValue(text, 'RedrivePolicy', 'Dead letter target does not exist.');
  if (deadLetters.isFifo !== isFifo)
    throw invalidValue(text, 'RedrivePolicy', 'Dead-letter queue must be of the same type as the source.');
}

function withoutEmptyPolicies(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => value !== '' || !name.endsWith('Policy')),
  );
}

/** CreateQueue: the same once more is no error, other attributes are. */
export const createQueue: Operation = (request, { scope }, { nowMs }) => {
  const name = request.requiredText('QueueName');
  const given = withoutEmptyPolicies(request.textMap('Attributes') ?? {});
  const existing = scope.queues.get(name);
  if (existing !== undefined) {
    checkAttributes(given, existing.isFifo);
    const other = Object.keys(given).find((key) => existing.attributes[key] !== given[key]);
    if (other !== undefined)
      throw new SqsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${other}`,
      );
    return { QueueUrl: existing.url };
  }
  const isFifo = given.FifoQueue?.toLowerCase() === 'true';
  checkName(name, isFifo);
  checkAttributes(given, isFifo);
  if (given.RedrivePolicy !== undefined) checkDeadLetters(given.RedrivePolicy, isFifo, scope);
  if (scope.isResting(name, nowMs))
    throw new SqsError(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    );
  const second = String(Math.floor(nowMs / SECOND_MS));
  const times = { CreatedTimestamp: second, LastModifiedTimestamp: second };
  const queue = scope.create(name, { ...DEFAULTS, ...(isFifo && FIFO_DEFAULTS), ...given, ...times });
  for (const [key, value] of Object.entries(request.textMap('tags') ?? {})) queue.tags.set(key, value);
  return { QueueUrl: queue.url };
};
