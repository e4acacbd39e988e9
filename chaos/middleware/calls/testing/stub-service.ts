import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from '@jest/globals';

/** A request as it arrived. */
export interface Arrival {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A real HTTP server on loopback that speaks AWS's JSON protocols, for real SDK clients. */
export interface StubService {
  readonly arrivals: Arrival[];
  /** Spread into a client's constructor. */
  readonly config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
}

interface OpenService extends StubService, AsyncDisposable {}

/**
 * A new service for each test of the block that this is called in.
 * @param answer what the service says to each request, an empty object by default
 */
export function serviceOfEachTest(answer: (arrival: Arrival) => unknown = () => ({})): StubService {
  let service: OpenService;
  beforeEach(async () => {
    service = await open(answer);
  });
  afterEach(async () => {
    await service[Symbol.asyncDispose]();
  });
  return {
    get arrivals() {
      return service.arrivals;
    },
    get config() {
      return service.config;
    },
  };
}

async function open(answer: (arrival: Arrival) => unknown): Promise<OpenService> {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const body = request.headers['content-type']?.includes('json') ? JSON.parse(text) : {};
    const arrival = { operation, body, text, headers: request.headers };
    arrivals.push(arrival);
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(answer(arrival)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    arrivals,
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
