import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { Problem } from '../../../shared/http/problem.ts';
import { orderOf } from '../order.ts';
import { orderRequestOf } from './order-request.ts';
import { requestRecord } from './requests.ts';

const order = {
  customer: 'Ada',
  items: [{ sku: 'SKU-1', quantity: 2, unitPriceCents: 150 }],
  card: 'tok_ok',
  address: { country: 'DE', city: 'Ulm' },
};

function event(changes: Partial<APIGatewayProxyEvent>): APIGatewayProxyEvent {
  return { headers: {}, body: null, isBase64Encoded: false, ...changes } as APIGatewayProxyEvent;
}

function problem(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('There was no problem.');
}

describe('the order', () => {
  it('is read from plain and from base64 bodies', () => {
    const body = JSON.stringify(order);
    expect(orderRequestOf(event({ body }))).toEqual(order);
    const encoded = Buffer.from(body).toString('base64');
    expect(orderRequestOf(event({ body: encoded, isBase64Encoded: true }))).toEqual(order);
    expect(orderOf('order-1', order)).toMatchObject({ orderId: 'order-1', totalCents: 300 });
  });

  it('counts bytes, not characters', () => {
    expect(problem(() => orderRequestOf(event({ body: 'ä'.repeat(9_000) }))).status).toBe(413);
  });

  it.each([
    ['no items', { items: [] }],
    ['a negative quantity', { items: [{ sku: 'a', quantity: -1, unitPriceCents: 1 }] }],
    ['half a piece', { items: [{ sku: 'a', quantity: 0.5, unitPriceCents: 1 }] }],
    ['a field too many', { discount: 100 }],
    ['no country', { address: { city: 'Ulm' } }],
  ])('is refused with details for %s', (_what, changes) => {
    const refused = problem(() => orderRequestOf(event({ body: JSON.stringify({ ...order, ...changes }) })));
    expect(refused).toMatchObject({ status: 400, error: 'order-invalid' });
    expect(refused.details).toHaveLength(1);
  });

  it('is a problem or an order, whatever the body', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(problem(() => orderRequestOf(event({ body }))).status).toBe(400);
      }),
    );
  });
});

describe('the record of a request', () => {
  it('knows the same order with the fields of its address, or of anything in it, in any order', () => {
    const body = { ...order, address: { name: 'Ada', street: '1 Harbour Road', city: 'Ulm', country: 'DE' } };
    const first = requestRecord('k', orderRequestOf(event({ body: JSON.stringify(body) })), 'id', 1_000);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.constantFrom(undefined, 2, '\t'), (places, indent) => {
        const shuffled = (_: string, value: unknown): unknown => {
          if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
          const entries = Object.entries(value).map((entry) => ({ entry, place: places.next().value as number }));
          return Object.fromEntries(entries.sort((a, b) => a.place - b.place).map(({ entry }) => entry));
        };
        const again = orderRequestOf(event({ body: JSON.stringify(body, shuffled, indent) }));
        expect(requestRecord('k', again, 'id', 1_000)).toEqual(first);
      }),
    );
    const other = { ...body, address: { ...body.address, city: 'Bonn' } };
    expect(requestRecord('k', orderRequestOf(event({ body: JSON.stringify(other) })), 'id', 1_000)).not.toEqual(first);
  });

  it('knows the same order however its JSON was written', () => {
    const reordered = JSON.stringify({
      address: order.address,
      card: order.card,
      items: order.items,
      customer: 'Ada ',
    });
    const again = orderRequestOf(event({ body: reordered }));
    const [first, second] = [order, again].map((request) => requestRecord('k', request, 'id', 1_000));
    expect(second).toEqual(first);
    expect(requestRecord('k', { ...order, card: 'tok_other' }, 'id', 1_000)).not.toEqual(first);
  });
});
