import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** One line of the provider's books, never changed. Amounts in cents, `at` in epoch milliseconds. */
export interface LedgerEntry {
  /** The idempotency key of the operation. */
  readonly entryId: string;
  readonly orderId: string;
  readonly kind: 'charge' | 'refund' | 'decline';
  readonly amountCents: number;
  readonly at: number;
}

/**
 * The payment provider, outside of every transaction of ours. Like real ones it honours idempotency keys: the first
 * operation under a key is booked, and every later one with that key is answered with the first one's entry.
 */
export interface Provider {
  charge(key: string, orderId: string, amountCents: number, card: string): Promise<LedgerEntry>;
  /** Gives an amount of a charge back. A charge that was never made is voided: it is declined if it still comes. */
  refund(key: string, chargeKey: string, orderId: string, amountCents: number): Promise<LedgerEntry | undefined>;
}

const DECLINED_CARD = 'tok_declined';

/** The provider whose ledger is this table. */
export function openProvider(dynamo: DynamoDBDocumentClient, table: string): Provider {
  async function book(entry: LedgerEntry): Promise<LedgerEntry> {
    try {
      await dynamo.send(
        new PutCommand({
          TableName: table,
          Item: entry,
          ConditionExpression: 'attribute_not_exists(entryId)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return entry;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item) return unmarshall(error.Item) as LedgerEntry;
      throw error;
    }
  }

  return {
    charge(entryId, orderId, amountCents, card) {
      const entry = { entryId, orderId, at: Date.now() };
      const declined = card === DECLINED_CARD;
      return book({ ...entry, ...(declined ? { kind: 'decline', amountCents: 0 } : { kind: 'charge', amountCents }) });
    },

    async refund(entryId, chargeKey, orderId, amountCents) {
      const at = Date.now();
      const charge = await book({ entryId: chargeKey, orderId, kind: 'decline', amountCents: 0, at });
      if (charge.kind !== 'charge') return undefined;
      return book({ entryId, orderId, kind: 'refund', amountCents, at });
    },
  };
}
