import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { Answer, Request } from './answer.ts';
import { requestIds } from './request-ids.ts';

/** "The maximum size of a request is 16 MB", as BatchWriteItem has it. */
const MAX_REQUEST_BYTES = 16 * 2 ** 20;
const JSON_TYPES = new Set(['application/x-amz-json-1.0', 'application/json']);
const UNKNOWN = '<UnknownOperationException/>\n';

/** A request as it came. */
export interface Received extends Request {
  readonly id: string;
  readonly headers: IncomingMessage['headers'];
}

/** The whole body; undefined if it is larger than AWS takes. Never settles if the client goes away: then nobody waits. */
function read(request: IncomingMessage): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_REQUEST_BYTES) chunks.push(chunk);
  });
  request.on('end', () => resolve(bytes > MAX_REQUEST_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')));
  // Node closes the connection itself; without a listener it would end the process.
  request.on('error', () => {});
  return promise;
}

function send(response: ServerResponse, status: number, type: string, body: string, id: string): void {
  response.writeHead(status, {
    'x-amzn-RequestId': id,
    'x-amz-crc32': String(crc32(body)),
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  });
  // As a text it goes out with its head in one piece.
  response.end(body);
}

/** An HTTP server of AWS's JSON protocol. What it receives is answered by `respond`; a rejection cuts the connection. */
export function serve(respond: (received: Received) => Answer | Promise<Answer>): Server {
  const nextId = requestIds();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(request);
    const id = nextId();
    if (body === undefined) {
      response.writeHead(413, { 'x-amzn-RequestId': id }).end();
      return;
    }
    if (request.method === 'GET')
      return send(response, 200, 'text/plain', 'healthy: dynamodb.us-east-1.amazonaws.com ', id);
    const [type = ''] = (request.headers['content-type'] ?? '').split(';');
    const isJson = JSON_TYPES.has(type.trim());
    if (request.method !== 'POST' || (body !== '' && !isJson)) return send(response, 404, 'text/xml', UNKNOWN, id);
    const target = request.headers['x-amz-target'];
    const told = await respond({
      ...{ id, headers: request.headers, authorization: request.headers.authorization, body },
      target: typeof target === 'string' ? target : undefined,
    });
    send(response, told.status, isJson ? type.trim() : 'application/json', told.body, id);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // What is no HTTP, or has 16 KB of headers and more, AWS calls a bad request.
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  // A connection that is closed here while a client sends on it looks to it like a lost answer.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  return server;
}
