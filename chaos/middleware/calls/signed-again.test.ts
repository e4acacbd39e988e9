import { createHash, createHmac } from 'node:crypto';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import type { HttpRequest } from '@smithy/types';
import { withChaos } from '../sdk-plugin.ts';
import { textOf } from './signed-again.ts';
import { ruleOf, underRules } from './testing/under-rules.ts';

const credentials = { accessKeyId: 'AK', secretAccessKey: 'secret', sessionToken: 'token' };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, apart from the SDK. */
function signatureOf(request: HttpRequest, signed: string): string {
  const headers = signed.split(';').map((name) => `${name}:${request.headers[name]}\n`);
  const canonical = ['POST', '/', '', headers.join(''), signed, sha256(textOf(request))].join('\n');
  const time = request.headers['x-amz-date'] ?? '';
  const scope = [time.slice(0, 8), 'us-east-1', 'dynamodb', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  return createHmac('sha256', key).update(toSign).digest('hex');
}

describe('a request of which a part is held back', () => {
  it.each([
    ['nothing is', [], 2],
    ['one item is', [ruleOf('unprocessed-items', { keys: 'bad' })], 1],
  ] as const)('has the signature of what is sent, when %s', async (_, rules, items) => {
    const sent: HttpRequest[] = [];
    const requestHandler = {
      async handle(request: HttpRequest) {
        sent.push(request);
        return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') } };
      },
    };
    const bare = new DynamoDBClient({ region: 'us-east-1', credentials, requestHandler });
    const client = withChaos(bare, underRules([...rules]).environment);
    const t = ['good', 'bad'].map((id) => ({ PutRequest: { Item: { orderId: { S: id } } } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { t } }));
    const [request] = sent;
    if (request === undefined) throw new Error('Nothing was sent.');
    expect(JSON.parse(textOf(request)).RequestItems.t).toHaveLength(items);
    expect(request.headers['content-length']).toBe(String(textOf(request).length));
    const { signed = '', signature } =
      /SignedHeaders=(?<signed>[^,]+), Signature=(?<signature>\w+)/.exec(request.headers.authorization ?? '')?.groups ??
      {};
    expect(signed).toContain('content-length');
    expect(signature).toBe(signatureOf(request, signed));
  });
});
