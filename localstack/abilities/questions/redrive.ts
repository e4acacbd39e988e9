import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { waitUntil } from '../../../kernel/wait-until.ts';
import { type Ability, within } from '../ability.ts';

/** A message that is received once too often lies among the dead letters. */
export const redrive: Ability = {
  name: 'redrive',
  what: 'moves a message that was received too often to the dead letters',
  async ask({ sqs, outputs: { Redriven, Dead } }) {
    await sqs.send(new SendMessageCommand({ QueueUrl: Redriven, MessageBody: 'again and again' }));
    const moved = await waitUntil(async () => {
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: Redriven }));
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: Dead, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return Attributes?.ApproximateNumberOfMessages === '1' || undefined;
    }, within);
    return moved === true;
  },
};
