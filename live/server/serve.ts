import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { labName } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { askSchema } from '../../run/asks.ts';
import { shell } from '../page/shell.ts';
import { type Door, type Refusal, refusalOf } from './admission.ts';
import type { View } from './view.ts';

export interface ServeOptions extends Door {
  /** The view of the run that is to be shown now. */
  readonly view: () => Promise<View>;
}

/** A page that is served. */
export interface LiveServer {
  /** With the token behind its `#`, which no browser sends to anybody. */
  readonly address: string;
  /** Tells a page that looks the last news, if it asks soon, and ends. */
  close(): Promise<void>;
}

const mostBytes = 1_000;
const lastNewsWithinMs = 3_000;
const pageLooksWithinMs = 12_000;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Serves the live page on loopback. @throws UsageError when the port is taken */
export async function serveLive({ port, token, view }: ServeOptions): Promise<LiveServer> {
  const page = shell();
  const closing = Promise.withResolvers<void>();
  let isClosing = false;
  let lastLookAt: number | undefined;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(response, 500, {
        error: `the page cannot be drawn: ${error instanceof Error ? error.message : String(error)}`,
      });
    });
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://page');
    const { method = '' } = request;
    const refusal = refusalOf({ method, path, headers: request.headers }, { port: portOf(server), token });
    if (refusal !== undefined) return refuse(response, refusal);
    if (path === '/')
      return void response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(page);
    if (path === '/story')
      return send(response, 200, { html: await (await view()).story(searchParams.get('key') ?? '') });
    if (path === '/ask') return take(request, response, view);
    lastLookAt = performance.now();
    const isLast = isClosing;
    const moment = await (await view()).moment();
    send(response, 200, { ...moment, isLast });
    if (isLast) response.on('finish', closing.resolve);
  };
  await listening(server, port);
  return {
    address: `http://127.0.0.1:${portOf(server)}/#${token}`,
    async close() {
      isClosing = true;
      const isLookedAt = lastLookAt !== undefined && performance.now() - lastLookAt < pageLooksWithinMs;
      if (isLookedAt) await Promise.race([closing.promise, sleep(lastNewsWithinMs, undefined, { ref: false })]);
      server.close();
      server.closeAllConnections();
    },
  };
}

async function take(request: IncomingMessage, response: ServerResponse, view: ServeOptions['view']): Promise<void> {
  const body = await bodyOf(request);
  const asked = askSchema.safeParse(body);
  if (!asked.success)
    return send(response, 400, { error: 'expected {"ask": "abort"}, or "inject" or "withdraw" with a "fault"' });
  const refused = await (await view()).ask(asked.data);
  if (refused === undefined) send(response, 202, {});
  else send(response, 409, { error: refused });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > mostBytes) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, { status, says }: Refusal): void {
  send(response, status, { error: says });
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function listening(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      const what = isTaken ? `port ${port} is in use` : `port ${port} cannot be used (${cause.message})`;
      const hint = `Another live page may be open there. Name a port that is free: --page-port ${port + 1}`;
      reject(new UsageError(`${what}: the live page of ${labName} cannot be served there`, { cause, hint }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
