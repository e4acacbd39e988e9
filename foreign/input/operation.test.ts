import { describe, expect, it } from '@jest/globals';
import { configSchema } from '../config/config.ts';
import { type Input, operationOf } from './operation.ts';

const input = (given: unknown) => configSchema.safeParse({ input: given });

describe('the input of a config', () => {
  it('asks each kind of thing, in turn, with the id filled in wherever it is asked for', () => {
    const list = [
      { send: 'Jobs.fifo', body: { id: '{{key}}', deep: ['n {{number}}', '{{number}}'] }, group: '{{key}}' },
      { publish: 'Orders', body: 'order {{key}}', attributes: { kind: 'order' } },
      { putEvent: 'Bus', source: 'shop', detailType: 'Placed', detail: { id: '{{key}}' } },
      { putItem: 'Table', item: { id: '{{key}}', n: '{{number}}' } },
      { invoke: 'Fn', payload: null },
      { http: 'POST /orders/{{key}}', of: 'Front', body: {} },
    ];
    const read = input(list);
    expect(read.success).toBe(true);
    const asked = [1, 2, 3, 4, 5, 6, 7].map((number) =>
      operationOf(read.data?.input as Input, { number, key: `k${number}` }),
    );
    expect(asked).toEqual([
      { send: 'Jobs.fifo', body: { id: 'k1', deep: ['n 1', 1] }, group: 'k1' },
      { publish: 'Orders', body: 'order k2', attributes: { kind: 'order' } },
      { putEvent: 'Bus', source: 'shop', detailType: 'Placed', detail: { id: 'k3' } },
      { putItem: 'Table', item: { id: 'k4', n: 4 } },
      { invoke: 'Fn', payload: null },
      { http: 'POST /orders/k6', of: 'Front', body: {} },
      { send: 'Jobs.fifo', body: { id: 'k7', deep: ['n 7', 7] }, group: 'k7' },
    ]);
  });

  it.each([
    ['nothing', []],
    ['a word that there is not', [{ sent: 'Jobs', body: {} }]],
    ['two things at once', [{ send: 'Jobs', publish: 'Orders', body: {} }]],
    ['a request without a method', [{ http: '/orders' }]],
    ['an event without a detail', [{ putEvent: 'Bus', source: 'shop', detailType: 'Placed' }]],
    ['a field with a typo', [{ publish: 'Orders', body: {}, attribute: {} }]],
  ])('is refused where it asks %s', (_, given) => {
    expect(input(given).success).toBe(false);
  });

  it('is refused where a function makes none', () => {
    expect(() => operationOf(() => ({ sent: 'Jobs' }) as never, { number: 4, key: 'k' })).toThrow(
      /made no operation for number 4/,
    );
  });
});
