import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest } from '@smithy/types';

/** Names the waiting call in a request to the relay. */
export const CALL_HEADER = 'x-faultline-call';

/** Sends a request as Node would have without us. */
export type Original = (options: RequestOptions, callback: (answer: IncomingMessage) => void) => ClientRequest;

/** What a service answers, or a fault in its place. */
export interface WireAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array> | undefined;
}

/** Decides what becomes of a request. `send` has the service answer it, or another one. */
export type Decide = (request: HttpRequest, send: (request: HttpRequest) => Promise<WireAnswer>) => Promise<WireAnswer>;

/** A call that was turned to the relay. */
export interface RelayedCall {
  /** Where it would have gone. */
  readonly options: RequestOptions;
  readonly original: Original;
  /** Runs something in the asynchronous context of the caller. */
  readonly inContext: <Result>(work: () => Result) => Result;
  readonly decide: Decide;
  /** Breaks the caller's request with an error. */
  fail(error: Error): void;
}

/** A server on the loopback interface through which AWS calls go while a fault may act on them. */
export interface Relay {
  readonly port: number;
  /** Expects a call. @returns the name by which its request is known */
  expect(call: RelayedCall): string;
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'expect', CALL_HEADER];

/**
 * Opens the relay. Real sockets on both sides: streams, keep-alive, time-outs and aborts behave as Node makes them, and none of
 * them had to be imitated.
 */
export async function openRelay(): Promise<Relay> {
  const waiting = new Map<string, RelayedCall>();
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    const name = String(incoming.headers[CALL_HEADER]);
    const call = waiting.get(name);
    waiting.delete(name);
    if (call === undefined) {
      outgoing.writeHead(421).end();
      return;
    }
    call
      .inContext(() => serve(call, incoming, outgoing))
      .catch((error: unknown) => {
        call.fail(error instanceof Error ? error : new Error(String(error)));
      });
  });
  // An execution environment is frozen for any time between two calls, and must not stay awake for idle connections.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => socket.unref());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    expect(call) {
      const name = String(count++);
      waiting.set(name, call);
      return name;
    },
  };
}

async function serve({ options, original, decide }: RelayedCall, incoming: IncomingMessage, outgoing: ServerResponse) {
  const body = Buffer.concat(await incoming.toArray());
  const request = smithyRequest(incoming, options, body);
  const answer = await decide(request, (sent) => forward(sent, options, original));
  outgoing.writeHead(answer.statusCode, endToEnd(answer.headers));
  if (answer.body === undefined || answer.body instanceof Uint8Array) outgoing.end(answer.body);
  else {
    for await (const chunk of answer.body) outgoing.write(chunk);
    outgoing.end();
  }
}

/** The request in the shape in which the SDK's middleware would have seen it. */
function smithyRequest({ method = 'GET', url = '/', headers }: IncomingMessage, to: RequestOptions, body: Buffer) {
  const port = to.port === undefined || to.port === null ? undefined : Number(to.port);
  return {
    method,
    protocol: to.protocol ?? 'https:',
    hostname: to.hostname ?? to.host ?? 'localhost',
    ...(port !== undefined && { port }),
    path: url,
    query: {},
    headers: Object.fromEntries(Object.entries(endToEnd(headers)).map(([name, value]) => [name, String(value)])),
    body,
  } as HttpRequest;
}

function forward(request: HttpRequest, options: RequestOptions, original: Original): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = original({ ...options, method: request.method, headers: request.headers }, (answer) =>
      resolve({ statusCode: answer.statusCode ?? 502, headers: answer.headers, body: answer }),
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

function endToEnd<Value>(headers: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}
