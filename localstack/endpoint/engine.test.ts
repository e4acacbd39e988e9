import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endpointEngine } from './engine.ts';

let server: Server;
let endpoint: string;

beforeEach(async () => {
  const health = { services: { sqs: 'running' }, version: '4.14.0' };
  server = createServer((_, response) => response.end(JSON.stringify(health))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
});

const silent = () => undefined;

describe('a LocalStack that runs already', () => {
  it('is used as it is', async () => {
    expect(await endpointEngine(endpoint).up(silent)).toMatchObject({ kind: 'localstack', endpoint });
    expect(await endpointEngine(endpoint).status()).toEqual({
      kind: 'endpoint',
      endpoint,
      running: true,
      foreign: true,
      version: '4.14.0',
      services: { sqs: 'running' },
    });
  });

  it('is not stopped', async () => {
    await endpointEngine(endpoint).down();
    expect((await endpointEngine(endpoint).status()).running).toBe(true);
  });

  it('must answer', async () => {
    server.close();
    await once(server, 'close');
    await expect(endpointEngine(endpoint).up(silent)).rejects.toThrow(`no LocalStack answers at ${endpoint}`);
  });
});
