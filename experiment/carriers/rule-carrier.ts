import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteCommand, DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { aimFor, chaosFunctionFor } from '../../chaos/cdk/chaos-functions.ts';
import { ttlOf } from '../../chaos/lambdas/rules/rule-store.ts';
import { RULES } from '../../chaos/middleware/rules-table.ts';
import { inWords } from '../../kernel/in-words.ts';
import type { ChaosNames } from '../../system/deployed.ts';
import type { ActiveFault, Carrier, FaultRequest } from './carrier.ts';
import { functionOf, invokeChaosFunction } from './chaos-function.ts';
import { withdrawBy } from './withdrawal.ts';

const ruleSchema = z.looseObject({
  id: z.string(),
  fault: z.string(),
  target: z.record(z.string(), z.unknown()),
  startsAt: z.number(),
  expiresAt: z.number(),
});

/** What the carriers in AWS's own services need. */
export interface ChaosTableAccess {
  readonly lambda: LambdaClient;
  readonly dynamo: DynamoDBClient;
  readonly chaos: ChaosNames;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A string that nobody else has, another at each call. */
  readonly unique: () => string;
}

/** Faults that functions do to themselves: rules in the chaos table, written by the chaos functions, read by the middleware. */
export function openRuleCarrier({ lambda, dynamo, chaos, now }: ChaosTableAccess): Carrier {
  const { table } = chaos;
  const documents = DynamoDBDocumentClient.from(dynamo);
  const active = async () => (await readRules(documents, table)).filter(({ expiresAt }) => now() < expiresAt);
  const writerOf = ({ fault }: Pick<FaultRequest, 'fault'>) => functionOf(chaos, chaosFunctionFor(fault));
  const remove = (id: string) => documents.send(new DeleteCommand({ TableName: table, Key: { pk: RULES, id } }));
  return {
    name: 'rules',
    startsAhead: true,

    async inject(request) {
      const name = writerOf(request);
      const aim = aimFor(chaosFunctionFor(request.fault), request);
      const { id, percentage, first, every, keys, 'allow-loss': allowLoss, seed, durationMs, startsAt } = request;
      const selection = { id, percentage, first, every, keys, 'allow-loss': allowLoss, seed };
      const window = { durationSeconds: durationMs / 1_000, startsAt };
      await invokeChaosFunction(lambda, name, { action: 'inject', ...selection, ...window, ...aim });
      const rule = (await readRules(documents, table)).find((one) => one.id === id);
      if (rule === undefined) throw new Error(`${name} accepted the rule "${id}", but it is not in ${table}.`);
      if (rule.expiresAt <= now()) {
        throw new Error(
          `${name} took so long to answer that the rule "${id}" had ended before anyone knew that it began: ` +
            `it was to act for ${durationMs} ms. Try again on a machine that is less busy, or let it act longer.`,
        );
      }
      return { startsAt: rule.startsAt, expiresAt: rule.expiresAt };
    },

    async extend({ id }, expiresAt) {
      const later = new UpdateCommand({
        TableName: table,
        Key: { pk: RULES, id },
        UpdateExpression: 'SET expiresAt = :at, #ttl = :ttl',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':at': expiresAt, ':ttl': ttlOf(expiresAt) },
      });
      await documents.send(later).catch((error: unknown) => {
        const isGone = error instanceof Error && error.name === 'ConditionalCheckFailedException';
        throw isGone ? new Error(`The rule "${id}" is not in ${table} any more.`) : error;
      });
    },

    async withdraw({ id, fault }) {
      const name = writerOf({ fault });
      await withdrawBy(
        () => invokeChaosFunction(lambda, name, { action: 'withdraw', id }),
        () => remove(id),
      );
      if ((await active()).some((rule) => rule.id === id)) {
        throw new Error(`The rule "${id}" was withdrawn, but it is still in ${table}.`);
      }
    },

    active,

    async endAll() {
      const found = await readRules(documents, table);
      await Promise.all(found.map(({ id }) => remove(id)));
      return found.filter(({ expiresAt }) => now() < expiresAt);
    },
  };
}

type ActiveRule = ActiveFault & { readonly startsAt: number; readonly expiresAt: number };

async function readRules(client: DynamoDBDocumentClient, TableName: string): Promise<ActiveRule[]> {
  const query = {
    TableName,
    KeyConditionExpression: 'pk = :rules',
    ExpressionAttributeValues: { ':rules': RULES },
    ConsistentRead: true,
  };
  const rules: ActiveRule[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    for (const item of Items) {
      const { data } = ruleSchema.safeParse(item);
      if (data === undefined) continue;
      const { id, fault, target, startsAt, expiresAt } = data;
      rules.push({ id, fault, carrier: 'rules', target: inWords(target), startsAt, expiresAt });
    }
  }
  return rules;
}
