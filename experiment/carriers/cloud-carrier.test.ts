import { describe, expect, it } from '@jest/globals';
import { hasFaultApi, openCloudCarrier } from './cloud-carrier.ts';

/** The two endpoints, as localstack/plugin/CHAOS.md has them. */
function fakeApi(rules: Record<string, unknown>[] = [], effects: Record<string, unknown> = { latency: 0 }) {
  const state = { rules, effects };
  const request = (async (url, init) => {
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const isEffects = String(url).endsWith('/effects');
    if (isEffects && init?.method === 'DELETE') state.effects = { latency: 0 };
    if (!isEffects && init?.method === 'PATCH') {
      if (body[0].fault === 'refused') return new Response('{"error": "fault: expected another"}', { status: 400 });
      state.rules = [...state.rules, ...body];
    }
    if (!isEffects && init?.method === 'POST') state.rules = body;
    if (!isEffects && init?.method === 'DELETE') state.rules = state.rules.filter(({ id }) => id !== body[0].id);
    return Response.json(isEffects ? state.effects : state.rules);
  }) as typeof fetch;
  return { state, request };
}

const slow = {
  id: 'slow',
  fault: 'api-latency',
  target: { table: 'stock', operations: ['PutItem', 'UpdateItem'] },
  parameters: { latencyMs: 300 },
  percentage: 50,
  seed: 1,
  durationMs: 20_000,
  startsAt: 1_000,
};
const open = (request: typeof fetch) => openCloudCarrier('http://127.0.0.1:4566', () => 5_000, 'orderId', request);

describe('the carrier of faults in the cloud', () => {
  it('injects in the form of the lab, and withdraws by id', async () => {
    const { state, request } = fakeApi();
    const carrier = open(request);
    expect(await carrier.inject(slow)).toEqual({ startsAt: 1_000, expiresAt: 21_000 });
    const { durationMs: _, ...rule } = slow;
    expect(state.rules).toEqual([{ ...rule, startsAt: 1_000, expiresAt: 21_000, keyField: 'orderId' }]);
    const target = 'table stock, operations PutItem UpdateItem';
    expect(await carrier.active()).toEqual([
      { id: 'slow', fault: 'api-latency', carrier: 'cloud', target, startsAt: 1_000, expiresAt: 21_000 },
    ]);
    await carrier.withdraw(slow);
    expect(await carrier.active()).toEqual([]);
  });

  it('sees and ends what others gave in the form of the paid product, and network effects', async () => {
    const { state, request } = fakeApi([{ service: 'dynamodb', probability: 0.3 }], { latency: 500 });
    const carrier = open(request);
    const found = await carrier.endAll();
    expect(found.map(({ id, target }) => `${id}: ${target}`)).toEqual([
      'without an id: {"service":"dynamodb","probability":0.3}',
      'effect-latency: every call',
    ]);
    expect(state).toEqual({ rules: [], effects: { latency: 0 } });
  });

  it("passes on LocalStack's words when it refuses", async () => {
    await expect(open(fakeApi().request).inject({ ...slow, fault: 'refused' })).rejects.toThrow(
      'LocalStack refused PATCH /_localstack/chaos/faults with 400: {"error": "fault: expected another"}',
    );
  });

  it('is not there where the API is missing, or is something else', async () => {
    const answering = (response: () => Response) => (async () => response()) as typeof fetch;
    const has = (response: () => Response) => hasFaultApi('http://127.0.0.1:4566', answering(response));
    expect(await has(() => Response.json([]))).toBe(true);
    expect(await has(() => new Response('no', { status: 404 }))).toBe(false);
    expect(await has(() => new Response('<html>'))).toBe(false);
  });
});
