import { ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { waitUntil } from '../../../kernel/wait-until.ts';
import { type Ability, within } from '../ability.ts';

/** A changed visibility timeout counts from the next receive on. */
export const queueSettings: Ability = {
  name: 'settings of queues',
  what: 'goes by the settings of a queue as soon as they are changed',
  async ask({ sqs, outputs: { Changed: QueueUrl } }) {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '1' } }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'twice' }));
    const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length === 1;
    const first = await waitUntil(async () => (await receive()) || undefined, within);
    // The usual visibility timeout of 30 s would outlast the deadline.
    const again = await waitUntil(async () => (await receive()) || undefined, within);
    return first === true && again === true;
  },
};
