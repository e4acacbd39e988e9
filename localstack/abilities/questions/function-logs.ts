import { FilterLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { waitUntil } from '../../../kernel/wait-until.ts';
import { type Ability, within } from '../ability.ts';

const say = 'what a function says';

/** What a function writes can be read: which faults have fired is known by that. */
export const functionLogs: Ability = {
  name: 'logs of functions',
  what: 'keeps what a function writes in its log group',
  async ask({ lambda, logs, outputs: { Speaker: FunctionName } }) {
    await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ say }) }));
    const logGroupName = `/aws/lambda/${FunctionName}`;
    const read = await waitUntil(async () => {
      try {
        const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
        return events.some(({ message = '' }) => message.includes(say)) || undefined;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    }, within);
    return read === true;
  },
};
