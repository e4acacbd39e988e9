import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';

/** A fault of the cloud that makes every call of DynamoDB fail while it lasts. */
export const noDynamo = { id: 'no-dynamo', fault: 'api-error', target: { service: 'dynamodb' } };

/** What there is at the start. */
export interface FakeState {
  /** Faults of the cloud. */
  readonly faults?: readonly object[];
  /** Rules, by the table in which they lie. */
  readonly rules?: Readonly<Record<string, readonly { readonly id: string }[]>>;
  /** Functions that queues invoke. */
  readonly consumers?: readonly string[];
}

/** As much of a LocalStack as faults by hand ask for: its faults, tables of rules, and who consumes queues. */
export async function fakeLocalstack({ faults = [], rules = {}, consumers = [] }: FakeState) {
  const cloud = { faults: [...faults] };
  const tables = new Map(Object.entries(rules).map(([table, lines]) => [table, [...lines]]));
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const call = target ?? `${request.method} ${request.url?.split('?')[0]}`;
    calls.push(call);
    const answer = (body: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    };
    if (target !== undefined && cloud.faults.includes(noDynamo)) {
      return answer({ __type: 'InternalServerError', message: 'under chaos' }, 500);
    }
    const {
      TableName = '',
      ExpressionAttributeValues: values = {},
      Key,
    } = text.startsWith('{') ? JSON.parse(text) : {};
    const lines = tables.get(TableName) ?? [];
    switch (call) {
      case 'GET /_localstack/health':
        return answer({ services: {}, version: '1' });
      case 'POST /_localstack/chaos/faults':
        cloud.faults = [];
        return answer([]);
      case 'GET /_localstack/chaos/faults':
        return answer(cloud.faults);
      case 'GET /_localstack/chaos/effects':
      case 'DELETE /_localstack/chaos/effects':
        return answer({});
      case 'GET /2015-03-31/event-source-mappings':
        return answer({
          EventSourceMappings: consumers.map((name) => ({
            EventSourceArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
            FunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
          })),
        });
      case 'ListTables':
        return answer({ TableNames: [...tables.keys()] });
      case 'Query': {
        const Items = ':rules' in values ? lines.map((rule) => marshall({ pk: 'rules', ...rule })) : [];
        return answer({ Items, Count: Items.length });
      }
      case 'DeleteItem':
        tables.set(
          TableName,
          lines.filter(({ id }) => id !== Key.id.S),
        );
        return answer({});
      default:
        return answer({ message: `nobody answers ${call}` }, 404);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Operations and paths, in the order of their arrival. */
    calls,
    /** What is left of all faults. */
    left: () => [...cloud.faults, ...[...tables.values()].flat()],
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
