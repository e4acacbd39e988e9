import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { TransactItem } from '../../../shared/aws/transact-item.ts';
import { type EffectRecord, putOnce } from './effect-record.ts';

/**
 * `recorded`: the effect's record, of now or of an earlier delivery. `blocked`: nothing was written, because the
 * condition of the write beside it at index `by` failed; `found` is the item that it met.
 */
export type Commit =
  | { readonly recorded: EffectRecord }
  | { readonly blocked: { readonly by: number; readonly found: Record<string, unknown> | undefined } };

/** The effects of one service, at most one record an order and effect. */
export interface EffectLog {
  /** Writes a record, or answers the one that is there. */
  record(record: EffectRecord): Promise<EffectRecord>;
  /**
   * Writes the record and the writes beside it in one transaction, or nothing. Repeating it answers the first record:
   * a redelivery, a zombie and the SDK's own retry all meet the condition that the record does not exist yet.
   *
   * @throws TransactionCanceledException when the transaction met another one or was throttled (transient).
   */
  commit(record: EffectRecord, beside?: readonly TransactItem[]): Promise<Commit>;
  /** The condition that another effect of the order was done, to stand beside a record. */
  requireDone(orderId: string, effect: string): TransactItem;
  /** The write of another record of the order, to stand beside a record; it fails if that effect has one already. */
  once(record: EffectRecord): TransactItem;
}

/** The log that is this table. */
export function openEffectLog(dynamo: DynamoDBDocumentClient, table: string): EffectLog {
  return {
    async record(record) {
      const { Put } = putOnce(table, record);
      try {
        await dynamo.send(new PutCommand(Put as PutCommandInput));
        return record;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException && error.Item)
          return unmarshall(error.Item) as EffectRecord;
        throw error;
      }
    },

    async commit(record, beside = []) {
      try {
        await dynamo.send(new TransactWriteCommand({ TransactItems: [putOnce(table, record), ...beside] }));
        return { recorded: record };
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const reasons = error.CancellationReasons ?? [];
        const failed = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
        const reason = reasons[failed];
        if (!reason) throw error;
        const found = reason.Item && unmarshall(reason.Item);
        return failed === 0 ? { recorded: found as EffectRecord } : { blocked: { by: failed - 1, found } };
      }
    },

    requireDone(orderId, effect) {
      return {
        ConditionCheck: {
          TableName: table,
          Key: { orderId, effect },
          ConditionExpression: 'outcome = :done',
          ExpressionAttributeValues: { ':done': 'done' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      };
    },

    once: (record) => putOnce(table, record),
  };
}
