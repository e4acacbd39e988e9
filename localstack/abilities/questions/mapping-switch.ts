import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { waitUntil } from '../../../kernel/wait-until.ts';
import { type Ability, type Asked, within } from '../ability.ts';

/** A mapping brings messages to its function; one that is switched off leaves them where they are, until it is on again. */
export const mappingSwitch: Ability = {
  name: 'mappings',
  what: 'feeds a function from its queue, and stops when the mapping is switched off',
  async ask(asked) {
    const { sqs, outputs } = asked;
    const send = () => sqs.send(new SendMessageCommand({ QueueUrl: outputs.Fed, MessageBody: '{}' }));
    await send();
    if (!(await waiting(asked, 0))) return false;
    await switched(asked, false);
    await send();
    // A mapping that is still on would take it at once, as it took the one before.
    const isLeft = await waiting(asked, 1);
    const isTaken = await waiting(asked, 0, 2_000);
    await switched(asked, true);
    return isLeft && !isTaken && (await waiting(asked, 0));
  },
};

async function switched({ lambda, outputs: { Mapping: UUID } }: Asked, Enabled: boolean): Promise<void> {
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await waitUntil(async () => {
    const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    return State === (Enabled ? 'Enabled' : 'Disabled') || undefined;
  }, within);
}

/** Whether so many messages are in the queue before the deadline, in flight or not. */
async function waiting({ sqs, outputs: { Fed } }: Asked, count: number, deadlineMs = within.deadlineMs) {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const found = await waitUntil(
    async () => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: Fed, AttributeNames: [...AttributeNames] }),
      );
      return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0) === count || undefined;
    },
    { ...within, deadlineMs },
  );
  return found === true;
}
