import * as z from 'zod';
import { draw } from '../draw.ts';
import type { Fault } from '../fault.ts';
import { onlyIn } from '../misfit.ts';
import { callTarget } from '../target.ts';

/** Why DynamoDB cancels a transaction that a caller did nothing wrong with: codes of `CancellationReasons`. */
const cancellationReasons = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'ConditionalCheckFailed',
  'ItemCollectionSizeLimitExceeded',
] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

const parameters = z.strictObject({
  reason: z.enum(cancellationReasons).default('TransactionConflict'),
  items: z
    .enum(['one', 'all'])
    .default('one')
    .describe(
      'Whose fault it is: one drawn item of the transaction, or all of them. Of the aimed table only, where one is aimed at.',
    ),
});

export interface TransactionCanceledEffect {
  readonly reason: CancellationReason;
  readonly items: 'one' | 'all';
  /** Says which item of n it is: the one at ⌊draw × n⌋. */
  readonly draw: number;
}

/** A transaction that DynamoDB cancels (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors). */
export const transactionCanceled: Fault<
  'transaction-canceled',
  typeof callTarget,
  typeof parameters,
  TransactionCanceledEffect
> = {
  name: 'transaction-canceled',
  place: 'call',
  summary:
    'A TransactWriteItems or TransactGetItems is answered TransactionCanceledException with reasons, and is not carried out.',
  description: `Another transaction holds an item, or capacity is short. The exception lists a reason for each item, \`None\` for those without blame.
The SDK does not try again: the caller has to read the reasons and decide. ConditionalCheckFailed claims that a condition failed although it
may hold; it tests what a caller does who lost a race.`,
  example: {
    target: { table: 'shop-reservations', operations: ['TransactWriteItems'] },
    parameters: { reason: 'TransactionConflict' },
    percentage: 20,
    first: 1,
  },
  target: callTarget,
  parameters,
  misfit: onlyIn('dynamodb', ['TransactWriteItems', 'TransactGetItems']),
  decide: ({ id, seed, parameters: { reason, items } }, { key, point, attempt }) => ({
    reason,
    items,
    draw: draw({ seed, rule: `${id}/item`, key: `${key} ${point}`, attempt }),
  }),
};
