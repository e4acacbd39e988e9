import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readHealth, readPluginIdentity } from './health.ts';

let server: Server;
let endpoint: string;
let answers: Record<string, unknown>;

beforeEach(async () => {
  answers = {};
  server = createServer(({ url = '' }, response) => {
    if (!(url in answers)) response.writeHead(404);
    response.end(JSON.stringify(answers[url] ?? 'not found'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.close();
});

describe('the health of a LocalStack', () => {
  it('tells version and services', async () => {
    answers['/_localstack/health'] = { services: { sqs: 'running' }, edition: 'community', version: '4.14.0' };
    expect(await readHealth(endpoint)).toEqual({ services: { sqs: 'running' }, version: '4.14.0' });
  });

  it('is unknown if something else answers', async () => {
    answers['/_localstack/health'] = { status: 'UP' };
    expect(await readHealth(endpoint)).toBeUndefined();
  });

  it('is unknown if nobody answers', async () => {
    server.close();
    await once(server, 'close');
    expect(await readHealth(endpoint)).toBeUndefined();
  });
});

describe('our plug-in', () => {
  it('tells who it is', async () => {
    const identity = { version: '0.1.0', executor: 'faultline', dynamodb: 'http://localhost:1234' };
    answers['/_localstack/faultline'] = identity;
    expect(await readPluginIdentity(endpoint)).toEqual(identity);
  });

  it('is missing in a LocalStack without it', async () => {
    expect(await readPluginIdentity(endpoint)).toBeUndefined();
  });
});
