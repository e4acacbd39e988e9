import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { onlyIn } from '../misfit.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({});

/**
 * A batch of which DynamoDB does a part (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html):
 * the other items come back as `UnprocessedItems`, those of a BatchGetItem as `UnprocessedKeys`.
 */
export const unprocessedItems: Fault<'unprocessed-items', typeof callTarget, typeof parameters, object> = {
  name: 'unprocessed-items',
  place: 'call',
  summary:
    'Items of a BatchWriteItem or BatchGetItem are not sent and come back as UnprocessedItems or UnprocessedKeys.',
  description: `Each item of the batch draws for itself. Those that are hit are not sent to DynamoDB and are listed in the answer, which is a success:
the SDK does not try again, the caller has to. When all items of a batch are hit the call is refused with
ProvisionedThroughputExceededException, as DynamoDB does, and that the SDK does try again.`,
  example: { target: { table: 'shop-stock', operations: ['BatchWriteItem'] }, percentage: 30, first: 2 },
  target: callTarget,
  parameters,
  misfit: onlyIn('dynamodb', ['BatchWriteItem', 'BatchGetItem']),
  decide: () => ({}),
};
