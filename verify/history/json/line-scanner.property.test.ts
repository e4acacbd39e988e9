import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import { jsonText, parseExactly } from '../exact-json.ts';
import { LineScanner } from './line-scanner.ts';

const integer = fc.oneof(fc.nat(20), fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }));
const string = fc.oneof(fc.string({ maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 6 }));
const scalar = fc.oneof(
  integer,
  string,
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const value = fc.oneof(
  scalar,
  fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), { maxLength: 3 }),
  fc.dictionary(string, scalar, { maxKeys: 3, noNullPrototype: true }),
);
const names = ['index', 'time', 'process', 'type', 'f', 'key', 'value', 'error', 'correlation', 'more'] as const;
const space = fc.constantFrom('', '', '', ' ', '\t', ' \r');
const line = fc
  .record({
    fields: fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 9 }),
    spaces: fc.array(space, { minLength: 1, maxLength: 7 }),
    broken: fc.option(fc.tuple(fc.nat(200), fc.constantFrom('', ',', '}', '"', '\\', 'e', '0')), { freq: 6 }),
  })
  .map(({ fields, spaces, broken }) => {
    let n = 0;
    const gap = (): string => spaces[n++ % spaces.length] as string;
    const text = fields.map(([name, held]) => `${gap()}"${name}"${gap()}:${gap()}${jsonText(held)}${gap()}`).join(',');
    const whole = `${gap()}{${text}}${gap()}`;
    if (broken === null) return whole;
    const [at, put] = [broken[0] % whole.length, broken[1]];
    return whole.slice(0, at) + put + whole.slice(at + 1);
  });

/** A line as JSON has it, without fields that are not there. */
function parsed(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

describe('the scanner of lines', () => {
  it('reads what JSON.parse reads, or leaves it to that', () => {
    const scanner = new LineScanner();
    const drawn = fc.record({ text: line, before: fc.string({ maxLength: 3 }) });
    assertEverySide(drawn, { scanned: 300, left: 300 }, 2000, ({ text, before }, see) => {
      fc.pre(!text.includes('\n'));
      const start = Buffer.byteLength(before);
      const found = scanner.scan(Buffer.from(`${before}${text}\n{"index":1\0`), start);
      see(found === undefined ? 'left' : 'scanned');
      if (found === undefined) return;
      const fields = Object.entries(found).filter(([, each]) => each !== undefined);
      expect(Object.fromEntries(fields)).toEqual(parsed(Buffer.from(text).toString()));
      expect(scanner.end).toBe(start + Buffer.byteLength(text) + 1);
    });
  });

  it('takes nothing for whole whose end has not been read', () => {
    const text =
      '{"index":10,"time":5,"process":"a","type":"ok","f":"read","key":7,"value":[1,{"a":"b"}],"error":"late"}\n';
    const stale = '1,"time":5,"process":"a","type":"ok","f":"read","value":null}\n'.repeat(4);
    for (let length = 0; length < text.length; length += 1) {
      const bytes = Buffer.from(`${text.slice(0, length)}\0${stale}`);
      expect(new LineScanner().scan(bytes, 0)).toBeUndefined();
    }
    expect(new LineScanner().scan(Buffer.from(`${text}\0`), 0)).toMatchObject({ index: 10, value: [1, { a: 'b' }] });
  });
});

describe('exact JSON', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(value, (held) => {
        expect(parseExactly(jsonText(held))).toEqual(parseExactly(jsonText(parseExactly(jsonText(held)))));
      }),
    );
    const integers = fc.array(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }), { maxLength: 5 });
    fc.assert(
      fc.property(integers, (held) => {
        expect((parseExactly(`[${held.join()}]`) as (number | bigint)[]).map(BigInt)).toEqual(held);
        expect(jsonText(parseExactly(`[${held.join()}]`))).toBe(`[${held.join()}]`);
      }),
    );
  });

  it.each([
    ['9007199254740993', 9007199254740993n],
    ['[9007199254740991,9007199254740992]', [9007199254740991, 9007199254740992n]],
    ['9007199254740993.0', 9007199254740993n],
    ['900719925474099.3e1', 9007199254740993n],
    ['1.50e1', 15],
    ['0.1', 0.1],
    ['1e-7', 1e-7],
    ['{"a":-9223372036854775808}', { a: -9223372036854775808n }],
    ['"1e5 12345678901234567890"', '1e5 12345678901234567890'],
  ])('reads %s', (text, read) => {
    expect(parseExactly(text)).toEqual(read);
  });

  it.each(['0.12345678901234567', '123456789.123456789', '1e-400', '1e2000', '[1,0.30000000000000001]'])(
    'refuses %s, which a double would round',
    (text) => {
      expect(() => parseExactly(text)).toThrow(/would be rounded/);
    },
  );
});
