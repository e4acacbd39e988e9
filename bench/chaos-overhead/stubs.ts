import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the subjects talk to: a table without rules, AppConfig's extension, and a service that answers in the process. */
export interface Stubs extends AsyncDisposable {
  readonly appConfigPort: number;
  readonly client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  readonly requestHandler: { handle(): Promise<{ response: object }> };
  /** How often the rules were read. */
  reads(): number;
}

/** Opens them, and points the environment variables of this process at them. */
export async function openStubs(): Promise<Stubs> {
  let reads = 0;
  const table = await listen(() => {
    reads += 1;
    return { Items: [], Count: 0 };
  });
  // What failure-lambda's documentation gives as its configuration, switched off.
  const appConfig = await listen(() => ({
    isEnabled: false,
    failureMode: 'latency',
    rate: 1,
    minLatency: 100,
    maxLatency: 400,
  }));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  Object.assign(process.env, {
    CHAOS_TABLE: 'orders-chaos',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${table.port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: 'this',
  });
  const body = new TextEncoder().encode('{"Item":{"sku":{"S":"SKU-1"},"available":{"N":"10"}}}');
  return {
    appConfigPort: appConfig.port,
    client: { endpoint: 'http://127.0.0.1:1', region: 'us-east-1', credentials },
    requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body } }) },
    reads: () => reads,
    async [Symbol.asyncDispose]() {
      await Promise.all([table.close(), appConfig.close()]);
    },
  };
}

async function listen(answer: () => unknown) {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(answer()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
