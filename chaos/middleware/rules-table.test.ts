import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRulesTable } from './rules-table.ts';

describe('the table of rules', () => {
  let server: Server;
  let queries: { TableName: string; ConsistentRead: boolean }[];
  /** What becomes of the first requests, before the others are answered. */
  let fates: ('cut' | 'unanswered')[];
  const before = { ...process.env };

  beforeEach(async () => {
    queries = [];
    fates = [];
    const item = marshall({ pk: 'rules', ttl: 9, id: 'slow', parameters: { delayMs: 5 } });
    server = createServer(async (request, response) => {
      const fate = fates.shift();
      if (fate === 'cut') request.socket.destroy();
      if (fate !== undefined) return;
      let text = '';
      for await (const chunk of request) text += chunk;
      queries.push(JSON.parse(text));
      response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify({ Items: [item], Count: 1 }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      ...credentials,
    });
  });

  afterEach(async () => {
    process.env = { ...before };
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('is read by one consistent query, and its rules come without the keys of the table', async () => {
    expect(await openRulesTable('shop-chaos')()).toEqual([{ id: 'slow', parameters: { delayMs: 5 } }]);
    expect(queries).toMatchObject([{ TableName: 'shop-chaos', ConsistentRead: true }]);
  });

  it('is read though the connection has died meanwhile', async () => {
    const read = openRulesTable('shop-chaos');
    await read();
    fates = ['cut'];
    expect(await read()).toHaveLength(1);
  });

  it('is not waited for when it does not answer', async () => {
    fates = ['unanswered', 'unanswered'];
    await expect(openRulesTable('shop-chaos')()).rejects.toMatchObject({ name: 'AbortError' });
  });
});
