import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ednOperations } from '../edn/edn-operations.ts';
import type { Said } from '../operations/operation.ts';
import { emptyReading, type HistoryReading } from '../reading.ts';
import type { Source } from '../source/source.ts';
import { jsonOperations } from './json-operations.ts';
import { porcupineOperations } from './porcupine-operations.ts';

/** A file that comes in pieces of some size, and how many of its readers are open. */
class Stored implements Source {
  readonly file = 'history';
  readonly isGzip = false;
  readonly isCut: boolean;
  readonly #text: Buffer;
  readonly #size: number;
  opened = 0;

  constructor(text: string, size = 1 << 16, isCut = false) {
    this.#text = Buffer.from(text);
    this.#size = size;
    this.isCut = isCut;
  }

  open() {
    this.opened += 1;
    let from = 0;
    return {
      read: (into: Buffer, at: number) => {
        const count = this.#text.copy(into, at, from, from + this.#size);
        from += count;
        return count;
      },
      close: () => {
        this.opened -= 1;
      },
    };
  }
}

const brackets = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'a', '\n'), maxLength: 6 });
const value = fc.oneof(
  brackets,
  fc.array(brackets, { maxLength: 2 }),
  fc.dictionary(brackets, brackets, { maxKeys: 2 }),
);
const operation = fc.dictionary(brackets, value, { maxKeys: 3, noNullPrototype: true });

function said(stored: Stored, reading: HistoryReading = emptyReading()): Said[] {
  return [...jsonOperations(stored, reading)];
}

describe('operations in JSON', () => {
  it('are read whatever brackets and quotes they hold, in an array or one after the other, in pieces', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (all, size, isArray) => {
          const texts = all.map((each) => JSON.stringify(each));
          const text = isArray ? `[${texts.join(',\n')}]` : texts.join('\n');
          const reading = emptyReading();
          const plain = (object: unknown): unknown => JSON.parse(JSON.stringify(object));
          expect(said(new Stored(text, size), reading).map((each) => plain(each.operation))).toEqual(all.map(plain));
          expect(reading.truncated).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are not whole where the file is cut, wherever that is', () => {
    const reading = emptyReading();
    expect(said(new Stored('{"a":1}\n{"a":2}', 4, true), reading)).toHaveLength(2);
    expect(reading.truncated).toBe('');
  });

  it.each(['{"a":1}\n]', '[{"a":1}]]', ']'])('end with a bracket only where they began with one: %s', (text) => {
    expect(() => said(new Stored(text))).toThrow(/got \], expected an object$/);
  });
});

describe('events of Porcupine', () => {
  const call = { ClientId: 0, Kind: false, Id: 0, Value: { f: 'read' } };

  it.each<[field: string, event: object]>([
    ['Kind', { ...call, Kind: 0 }],
    ['Value', { ...call, Id: 1, Value: null }],
    ['Value', { ...call, Id: 1, Value: 'read' }],
    ['Value', { ...call, Id: 1, Value: { f: 1 } }],
    ['Id', call],
    ['Id', { ...call, Kind: true, Id: 1, Value: { value: 1 } }],
    ['Value', { ...call, Kind: true, Value: null }],
    ['Value', { ...call, Kind: true, Value: 'x' }],
    ['Value', { ...call, Kind: true, Value: 7 }],
    ['Value', { ...call, Kind: true, Value: {} }],
  ])('of another shape are refused with the field %s', (field, event) => {
    const stored = new Stored(JSON.stringify([call, event], undefined, 1));
    expect(() => [...porcupineOperations(stored, emptyReading())]).toThrow(new RegExp(`^history:\\d+: ${field}: got `));
  });
});

it.each([
  ['JSON', jsonOperations, '{"a":1}\n{"a":2}'],
  ['EDN', ednOperations, '{:a 1} {:a 2}'],
  [
    'Porcupine',
    porcupineOperations,
    '[{"ClientId":0,"Kind":false,"Id":0,"Value":{"f":"read"}},{"ClientId":0,"Kind":true,"Id":0,"Value":{"value":1}}]',
  ],
] as const)('a file of %s is closed when all was read, and when no more is wanted', (_, operationsOf, text) => {
  const stored = new Stored(text);
  expect([...operationsOf(stored, emptyReading())]).toHaveLength(2);
  expect(stored.opened).toBe(0);
  for (const _ of operationsOf(stored, emptyReading())) {
    expect(stored.opened).toBe(1);
    break;
  }
  expect(stored.opened).toBe(0);
});
