import { describe, expect, it } from '@jest/globals';
import { checkTarget } from './rule-environment.ts';

const variables: Readonly<Record<string, object>> = { disturbed: { CHAOS_TABLE: 't' }, foreign: {} };

/** Services with two functions, one queue and one table; what is not there they tell by an error of this name. */
function services() {
  const answer = async (there: boolean, error: string, found: object = {}) => {
    if (there) return found;
    throw Object.assign(new Error('not there'), { name: error });
  };
  type Named = { input: { FunctionName: string; QueueName: string; TableName: string } };
  const clients = {
    lambda: {
      send: ({ input: { FunctionName: name } }: Named) =>
        answer(name in variables, 'ResourceNotFoundException', { Environment: { Variables: variables[name] } }),
    },
    sqs: { send: ({ input }: Named) => answer(input.QueueName === 'work', 'QueueDoesNotExist') },
    dynamo: { send: ({ input }: Named) => answer(input.TableName === 'stock', 'ResourceNotFoundException') },
  };
  return clients as unknown as Parameters<typeof checkTarget>[0];
}

describe('the target of a rule', () => {
  it.each([
    { function: 'disturbed' },
    { function: 'disturbed', table: 'stock' },
    { queue: 'work' },
    { service: 'sns' },
  ])('may be what there is: %j', async (target) => {
    await expect(checkTarget(services(), target)).resolves.toBeUndefined();
  });

  it.each([
    [{ function: 'nobody' }, 'The function "nobody" does not exist. Check its name'],
    [{ function: 'foreign' }, 'The function "foreign" carries no chaos: it has no CHAOS_TABLE'],
    [{ function: 'disturbed', table: 'nothing' }, 'The table "nothing" does not exist'],
    [{ queue: 'nothing' }, 'The queue "nothing" does not exist'],
  ])('must not be nothing: %j', async (target, says) => {
    await expect(checkTarget(services(), target)).rejects.toThrow(says);
  });
});
