import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { type Rule, ruleSchema } from '../../faults/rule.ts';
import { RULES } from '../../middleware/rules-table.ts';

/** Expired rules stay this long for whoever wonders, before DynamoDB's TTL may remove them. */
const KEEP_EXPIRED_SECONDS = 3_600;

/** The rules of some kinds of fault in the chaos table. */
export interface RuleStore {
  /** Writes the rule; one with the same id is replaced. */
  put(rule: Rule): Promise<void>;
  /** Removes the rule; without one nothing happens. @throws Error if the id belongs to another chaos function */
  remove(id: string): Promise<void>;
  /** Rules that act now or will; expired ones are left out. */
  list(now: number): Promise<Rule[]>;
}

/** When DynamoDB may remove a rule that ends then (epoch milliseconds), in epoch seconds. */
export function ttlOf(expiresAt: number): number {
  return Math.ceil(expiresAt / 1_000) + KEEP_EXPIRED_SECONDS;
}

/** Opens the rules of these kinds of fault. */
export function openRuleStore(
  client: DynamoDBDocumentClient,
  table: string,
  faults: readonly Rule['fault'][],
): RuleStore {
  return {
    async put(rule) {
      const Item = { pk: RULES, ...rule, ttl: ttlOf(rule.expiresAt) };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async remove(id) {
      const ours = faults.map((fault, n) => [`:fault${n}`, fault] as const);
      const ofThese = `attribute_not_exists(pk) OR #fault IN (${ours.map(([name]) => name).join(', ')})`;
      try {
        await client.send(
          new DeleteCommand({
            TableName: table,
            Key: { pk: RULES, id },
            ConditionExpression: ofThese,
            ExpressionAttributeNames: { '#fault': 'fault' },
            ExpressionAttributeValues: Object.fromEntries(ours),
          }),
        );
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
        throw new Error(
          `Rule "${id}" is none of ${faults.join(', ')}; expected the id of one. Ask the chaos function that made it.`,
        );
      }
    },

    async list(now) {
      const { Items = [] }: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :rules',
          ExpressionAttributeValues: { ':rules': RULES },
          ConsistentRead: true,
        }),
      );
      return Items.flatMap(({ pk: _pk, ttl: _ttl, ...item }) => ruleSchema.safeParse(item).data ?? []).filter(
        (rule) => faults.includes(rule.fault) && now < rule.expiresAt,
      );
    },
  };
}
