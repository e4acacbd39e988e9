import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

/** One write, or one condition, of a DynamoDB transaction. */
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
