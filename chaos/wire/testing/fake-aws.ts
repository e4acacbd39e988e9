import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';

/** A call that arrived. */
export interface Arrival {
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly relayed: boolean;
}

/** An endpoint that answers the chaos table's rules, and `{}` to everything else, and remembers what arrived. */
export async function fakeAws(rules: readonly object[]) {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}');
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (body.TableName === 'chaos') {
      const Items = rules.map((rule) => marshall({ pk: 'rules', ...rule }, { removeUndefinedValues: true }));
      response.end(JSON.stringify({ Items, Count: Items.length }));
      return;
    }
    arrivals.push({
      target: String(request.headers['x-amz-target']),
      body,
      relayed: request.headers['x-faultline-call'] !== undefined,
    });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
