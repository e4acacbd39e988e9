import { describe, expect, it } from '@jest/globals';
import { faultOf } from './event.ts';

const event = { index: 0, time: 0, process: 'p', type: 'invoke', f: 'read' };

describe('a line', () => {
  it.each<[what: string, more: object]>([
    ['nothing but what must be there', {}],
    ['a process that is a number', { process: -3 }],
    ['a key that is text', { key: '' }],
    ['a key that is a number', { key: 7 }],
    ['a key that is a great integer', { key: 9007199254740993n }],
    ['any value', { value: [null, { a: 1 }] }],
    ['an error', { error: '' }],
    ['ids that tie it to others', { correlation: { saga: 's', message: 4 } }],
  ])('is an event with %s', (_, more) => {
    expect(faultOf({ ...event, ...more })).toBeUndefined();
  });

  it.each([null, undefined, 5, 'text', [event]])('is no event where it is no object: %p', (line) => {
    expect(faultOf(line)).toEqual({ field: 'line', expected: 'a JSON object', got: line });
  });

  it.each<[field: string, got: readonly unknown[]]>([
    ['index', [undefined, -1, 0.5, '0', 2 ** 53]],
    ['time', [undefined, -1, 0.5, '0', 2 ** 53]],
    ['process', [undefined, null, 0.5, {}, 9007199254740993n]],
    ['type', [undefined, 'began', 1]],
    ['f', [undefined, '', 1]],
    ['key', [null, 0.5, {}, true]],
    ['error', [null, 1, {}]],
    ['correlation', [null, 1, 'saga', ['s']]],
  ])('has no %s of another kind', (field, all) => {
    for (const got of all) expect(faultOf({ ...event, [field]: got })).toMatchObject({ field, got });
  });

  it('has no tie that is no id', () => {
    for (const got of [null, 0.5, ['s']]) {
      const fault = { field: 'correlation.saga', expected: 'a string or a safe integer', got };
      expect(faultOf({ ...event, correlation: { message: 1, saga: got } })).toEqual(fault);
    }
  });
});
