import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from './ask.ts';
import { openClientRecord } from './client-record.ts';
import { probeKinds } from './kinds.ts';
import { openFakes } from './testing/fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-probes-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the kinds of probes', () => {
  it('have names of their own and a sentence each', () => {
    expect(new Set(probeKinds.map(({ type }) => type)).size).toBe(probeKinds.length);
    for (const { summary } of probeKinds) expect(summary).toMatch(/^[a-z].*[^.]$/);
  });
});

describe('queue-depth', () => {
  const depths = {
    work: { visible: 3, inFlight: 2, delayed: 1 },
    'work-dlq': { visible: 4, inFlight: 0, delayed: 0 },
  };

  it.each([
    ['work', 6],
    ['dead-letter', 4],
    [['work', 'work-dlq'], 10],
  ] as const)('counts all messages of %j', async (queues, messages) => {
    const provider = { type: 'queue-depth' as const, queues: typeof queues === 'string' ? queues : [...queues] };
    expect(await ask(provider, openFakes({ depths }).context)).toBe(messages);
  });

  it('does not take a queue that is not there for an empty one', async () => {
    const asked = ask({ type: 'queue-depth', queues: ['wrok'] }, openFakes({ depths }).context);
    await expect(asked).rejects.toThrow('the system has no queue "wrok"');
  });
});

describe('latency', () => {
  const waits = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    ['p50', 50],
    ['p95', 95],
    ['p99', 99],
  ] as const)('of a hundred requests, %s is %d ms', async (percentile, ms) => {
    expect(await ask({ type: 'latency', percentile }, openFakes({ waits }).context)).toBe(ms);
  });

  it('has nothing to tell while no request has ended', async () => {
    expect(await ask({ type: 'latency', percentile: 'p95' }, openFakes({}).context)).toBeUndefined();
  });
});

describe("the customers' record", () => {
  it('is read as it grows, and cut by time', () => {
    const path = join(folder, 'client.jsonl');
    const record = openClientRecord(path);
    expect(record.waits(0)).toEqual([]);
    appendFileSync(path, '{"at":1000,"endedAt":1200}\n{"at":1100,"en');
    expect(record.waits(0)).toEqual([200]);
    appendFileSync(path, 'dedAt":1400}\n');
    expect(record.waits(0)).toEqual([200, 300]);
    expect(record.waits(1_300)).toEqual([300]);
  });
});

describe('http', () => {
  const server = createServer((request, response) => {
    if (request.url === '/slow') return;
    response.statusCode = request.url === '/orders/none' ? 404 : 200;
    response.end('{"orders":[]}');
  });
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const get = (path: string, timeout = 5_000) => ask({ type: 'http', path, timeout }, openFakes({ address }).context);

  it('answers with status and body', async () => {
    expect(await get('/orders')).toEqual({ status: 200, body: '{"orders":[]}' });
    expect(await get('/orders/none')).toMatchObject({ status: 404 });
  });

  it('has no answer when none comes in time', async () => {
    await expect(get('/slow', 50)).rejects.toThrow(/timeout/i);
  });

  it('has nobody to ask where the system has no API', async () => {
    const asked = ask({ type: 'http', path: '/', timeout: 50 }, openFakes({}).context);
    await expect(asked).rejects.toThrow('the system has no HTTP API');
  });
});

describe('custom', () => {
  const parameters = { twice: 21 };

  it('answers what the module answers', async () => {
    const module = join(folder, 'double.mjs');
    writeFileSync(
      module,
      'export const probe = async ({ twice }, { now }) => ({ twice: 2 * twice, known: now() > 0 });',
    );
    expect(await ask({ type: 'custom', module, parameters }, openFakes({}).context)).toEqual({
      twice: 42,
      known: true,
    });
  });

  it('says what the module lacks', async () => {
    const module = join(folder, 'empty.mjs');
    writeFileSync(module, 'export const other = 1;');
    const asked = ask({ type: 'custom', module, parameters }, openFakes({}).context);
    await expect(asked).rejects.toThrow(/empty\.mjs exports no function named "probe"/);
  });
});
