import { paginateQuery } from '@aws-sdk/client-dynamodb';
import type { ProbeKind } from './probe.ts';

/** How old the oldest saga without a final state is, in seconds; 0 when none is open. */
export const sagaAge: ProbeKind<'saga-age', Record<never, never>> = {
  type: 'saga-age',
  summary: 'age of the oldest open saga in seconds',
  fields: {},
  answers: 'number',
  inWords: () => 'seconds since the oldest open saga began',
  async ask(_, { system: { openSagas }, clients, now }) {
    const { table, index, key, startedAt } = openSagas;
    const pages = paginateQuery(
      { client: clients.dynamo },
      {
        TableName: table,
        IndexName: index,
        KeyConditionExpression: '#open = :open',
        ProjectionExpression: '#startedAt',
        ExpressionAttributeNames: { '#open': key.name, '#startedAt': startedAt },
        ExpressionAttributeValues: { ':open': { S: key.value } },
      },
    );
    const at = now();
    let oldest = at;
    for await (const { Items = [] } of pages) {
      for (const item of Items) oldest = Math.min(oldest, Number(item[startedAt]?.N ?? at));
    }
    return (at - oldest) / 1_000;
  },
};
