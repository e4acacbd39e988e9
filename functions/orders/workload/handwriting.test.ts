import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { fraction } from '../../../kernel/fraction.ts';
import { writtenAnew } from './handwriting.ts';
import { plannedOrder } from './planned-order.ts';

const { body: order } = plannedOrder(1, 1, 'shop');
const hand = (seed: number) => writtenAnew(order, 'key-1', (what) => fraction(`${seed}/${what}`));

describe('another hand', () => {
  it('writes the same order in other words, each time the same', () => {
    const hands = Array.from({ length: 50 }, (_, seed) => hand(seed));
    for (const { body } of hands) expect(JSON.parse(body)).toEqual(order);
    expect(new Set(hands.map(({ body }) => body)).size).toBeGreaterThan(20);
    const addresses = hands.map(({ body }) => Object.keys((JSON.parse(body) as typeof order).address).join());
    expect(new Set(addresses).size).toBeGreaterThan(5);
    expect(hand(7)).toEqual(hand(7));
  });

  it('reaches a server with its header names as they were written', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.rawHeaders.find((name) => name.toLowerCase() === 'idempotency-key') as string);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (let seed = 0; seed < 20; seed += 1) {
      await (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', ...hand(seed) })).text();
    }
    server.closeAllConnections();
    server.close();
    expect(new Set(seen)).toEqual(new Set(['Idempotency-Key', 'idempotency-key', 'IDEMPOTENCY-KEY']));
  });
});
