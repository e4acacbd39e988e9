import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';

/** A call that arrived. */
export interface Arrival {
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly relayed: boolean;
  /** Whether its signature is that of the secret `test` over what arrived. */
  readonly signed: boolean;
}

/** An endpoint that answers the chaos table's rules, and `{}` to everything else, and remembers what arrived. */
export async function fakeAws(rules: readonly object[]) {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    const bytes = Buffer.concat(await request.toArray());
    const body = JSON.parse(bytes.toString() || '{}');
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
      signed: isSigned(request, bytes),
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

/** Signature version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), for POST to `/`. */
function isSigned({ headers, method, url }: IncomingMessage, body: Buffer): boolean {
  const [, scope = '', names = '', signature] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
  const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, url, '', lines.join(''), names, hash(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, 'AWS4test');
  return hmac(key, text).toString('hex') === signature;
}
