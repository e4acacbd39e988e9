import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../event.ts';
import { loadHistory } from '../history.ts';
import { HistoryError } from '../history-error.ts';
import type { Bytes } from '../source/source.ts';
import { TextWindow } from '../source/text-window.ts';
import { EdnParser } from './edn-parser.ts';
import { ednOf } from './write.ts';

let folder = '';
let file = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-edn-'));
  file = join(folder, 'history.edn');
});

afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  await writeFile(file, text);
  return loadHistory(file);
}

/** Bytes that come in pieces of the given sizes. */
function pieces(text: string, sizes: readonly number[]): Bytes {
  const bytes = Buffer.from(text);
  let from = 0;
  let piece = 0;
  return {
    read(into, at) {
      const size = sizes[piece++ % sizes.length] ?? 1;
      const count = bytes.copy(into, at, from, from + size);
      from += count;
      return count;
    },
    close() {},
  };
}

/** All forms at the top of a text. */
function formsOf(text: string, sizes: readonly number[] = [1 << 16]): unknown[] {
  const parser = new EdnParser(new TextWindow(pieces(text, sizes)));
  const forms: unknown[] = [];
  while (parser.next() !== '') forms.push(parser.form());
  return forms;
}

const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
  fc.bigInt({ min: -(2n ** 70n), max: -(2n ** 53n) }),
);
const scalar = fc.oneof(integer, fc.string({ unit: 'binary', maxLength: 5 }), fc.boolean(), fc.constant(null));
const list = fc.array(scalar, { maxLength: 3 });
const map = fc.dictionary(fc.string({ maxLength: 4 }), scalar, { maxKeys: 3, noNullPrototype: true });
const value = fc.oneof(scalar, map, fc.array(fc.oneof(scalar, list, map), { maxLength: 3 }));

describe('EDN histories', () => {
  it('are read as they were written, keys too', async () => {
    const draw = fc.record({
      process: fc.oneof(fc.nat(5), fc.constantFrom('client:7', 'nemesis')),
      type: fc.constantFrom('invoke', 'ok', 'fail', 'info'),
      f: fc.constantFrom('read', 'write', 'start-partition!'),
      value,
      key: fc.oneof(fc.nat(3), fc.constantFrom('a', 'key "b"', 9007199254740993n)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(draw, { minLength: 1, maxLength: 6 }), fc.boolean(), async (draws, keyed) => {
        const events = draws.map(({ key, ...rest }, index): HistoryEvent => {
          const named = keyed && rest.process !== 'nemesis';
          return { ...(rest as HistoryEvent), index, time: index * 10, ...(named && { key }) };
        });
        fc.pre(keyed || events.some((event) => !Array.isArray(event.value)));
        fc.pre(events.some((event) => event.process !== 'nemesis'));
        const plain = events.every(({ process, value: each }) => process === 'nemesis' || Array.isArray(each));
        fc.pre(keyed || !plain);
        await writeFile(file, events.map(ednOf).join('\n'));
        expect(loadHistory(file).events).toEqual(events);
      }),
      { numRuns: 200 },
    );
  });

  it('are read the same however their bytes arrive', () => {
    const text =
      '; a comment with { in it\n[{:f "a } \\" bä" :c \\}}\n\n#jepsen.history.Op{:v [{} #{2 1}]}, #_ {:x 1}\n {:x 1.5 :y 10000000000000000000N}]';
    const whole = formsOf(text);
    expect(whole).toEqual([[{ f: 'a } " bä', c: '}' }, { v: [{}, [1, 2]] }, { x: 1.5, y: 10000000000000000000n }]]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 80 }), (sizes) => {
        expect(formsOf(text, sizes)).toEqual(whole);
      }),
    );
  });

  it.each<[string, unknown[]]>([
    ['1 -2 +3 0 9007199254740991', [1, -2, 3, 0, 9007199254740991]],
    [
      '9007199254740992 9007199254740993 -9007199254740993 12N',
      [9007199254740992n, 9007199254740993n, -9007199254740993n, 12],
    ],
    ['1.5 -2.25e3 1e3 1.5M 4/2 -9/3', [1.5, -2250, 1000, 1.5, 2, -3]],
    ['nil true false :a :ns/b sym', [null, true, false, 'a', 'ns/b', 'sym']],
    ['"a\\n\\t\\"\\\\\\u00e4\\101" \\a \\newline \\u00e4 \\(', ['a\n\t"\\äA', 'a', '\n', 'ä', '(']],
    [
      '(1 [2 #{3}]) #{:b 10 9}',
      [
        [1, [2, [3]]],
        ['b', 9, 10],
      ],
    ],
    ['{:a 1, "b" {2 3}} {}', [{ a: 1, b: { 2: 3 } }, {}]],
    ['#:acct{:id 1 :x/y 2 :_/z 3 "s" 4}', [{ 'acct/id': 1, 'x/y': 2, z: 3, s: 4 }]],
    ['#inst "2020-01-01" #jepsen.history.Op{:f :read}', ['2020-01-01', { f: 'read' }]],
    ['#_1 2 #_ #_ 3 4 5 [6 #_7] {:a #_8 9 #_10} #_{:b ##NaN2}', [2, 5, [6], { a: 9 }]],
  ])('have all forms of EDN: %s', (text, forms) => {
    if (text.includes('##')) expect(() => formsOf(text)).toThrow(/##NaN2/);
    else expect(formsOf(text)).toEqual(forms);
  });

  it('leave out what is discarded', async () => {
    const { events } =
      await read(`[{:process 0 :type :invoke :f :write :value 1} {:process 0 :type :ok :f :write :value 1}
      #_{:process 0 :type :invoke :f :write :value 5} #_{:process 0 :type :ok :f :write :value 5}
      {:process 0 :type :invoke :f :read} #_#inst "x" {:process 0 :type :ok :f :read :value 1} #_{:last 1}]`);
    expect(events.map(({ f, type }) => `${f} ${type}`)).toEqual(['write invoke', 'write ok', 'read invoke', 'read ok']);
  });

  it('understand independent keys, the nemesis, tags, errors, big integers and missing fields', async () => {
    const { events } = await read(`
      #jepsen.history.Op{:process 0, :type :invoke, :f :read, :value [8 nil], :time 7, :index 0}
      {:process :nemesis, :type :info, :f :start, :value "cut off #{n1}"}
      {:process 0, :type :info, :f :read, :value [8 nil], :error [:timeout "n1"], :time 3}
      {:process 1, :type :invoke, :f :cas, :value [8 [1 2N]]}`);
    expect(events).toEqual([
      { index: 0, time: 7, process: 0, type: 'invoke', f: 'read', key: 8, value: null },
      { index: 1, time: 7, process: 'nemesis', type: 'info', f: 'start', value: 'cut off #{n1}' },
      { index: 2, time: 7, process: 0, type: 'info', f: 'read', key: 8, value: null, error: '["timeout","n1"]' },
      { index: 3, time: 7, process: 1, type: 'invoke', f: 'cas', key: 8, value: [1, 2] },
    ]);
  });

  it('tell times since 1970 from the first one on, exactly', async () => {
    const { events, reading } = await read(`{:process 0 :type :invoke :f :read :time 1717171717171717001}
      {:process 0 :type :ok :f :read :value 1 :time 1717171717172717002}`);
    expect(events.map(({ time }) => time)).toEqual([717001, 1717002]);
    expect(reading.header?.origin).toBe(1717171717171);
  });

  it('are not keyed when a value is no pair: a cas, a read of nothing, a transaction', async () => {
    const { events } = await read('{:process 0 :type :invoke :f :cas :value [1 2]}');
    expect(events[0]).toMatchObject({ value: [1, 2] });
    const transaction = await read('{:process 0 :type :invoke :f :txn :value [[:append 1 2] [:r 1 nil]]}');
    expect(transaction.events[0]?.value).toEqual([
      ['append', 1, 2],
      ['r', 1, null],
    ]);
  });

  it.each([
    ['{:process 0 :type :invoke :f :read}\n{:process 0 :ty', '{:process 0 :ty'],
    ['[{:process 0 :type :invoke :f :read}', ''],
    ['({:process 0 :type :invoke :f :read} {:a [1 "x', '{:a [1 "x'],
  ])('that a crash cut off are read up to there: %j', async (text, truncated) => {
    const { reading, events } = await read(text);
    expect([events.length, reading.truncated]).toEqual([1, truncated]);
  });

  it.each([
    ['{:process 0 :type :invoke :f :read}\n{:a 1]', /:2: form: got ], expected } for the { of line 2/],
    ['{:process 0 :type :invoke :f :read}\n{:process 0 :type :began}', /:2: type: got "began", expected invoke, ok,/],
    ['\n\nhello', /:3: operation: got "hello", expected a map such as {:process 0/],
    [';\n\nhello', /:3: operation: got "hello"/],
    ['{:process 0 :type :ok :f :read}}', /:1: form: got }, expected no closing bracket/],
    ['{:process 0\n:type :ok :f :read :value ##NaN}', /:2: form: got ##NaN, expected a number that equals itself/],
    ['{:process 0 :value ##Inf}', /:1: form: got ##Inf/],
    ['{:process 0 :value 1/3}', /:1: form: got 1\/3, expected an integer, or a number that a double holds/],
    ['{:process 0\n :value 0.12345678901234567890M}', /:2: form: got 0.12345678901234567890M, expected/],
    ['{:process 0 :value 0x1F}', /:1: form: got 0x1F, expected/],
    ['{:a 1 "a" 2}', /:1: form: got two keys that are a as text, expected each once/],
    ['{:a}', /:1: form: got }, expected a value for the key a/],
    ['{:a "\\q"}', /:1: form: got "\\q", expected escapes/],
    ['{:a #{1 1}}', /:1: form: got 1 twice in a set/],
    ['{:a #1 2}', /:1: form: got #1, expected/],
    ['{:a #(1)}', /:1: form: got #\(, expected/],
  ])('that are broken are refused: %j', async (text, message) => {
    await writeFile(file, text);
    expect(() => loadHistory(file)).toThrow(HistoryError);
    expect(() => loadHistory(file)).toThrow(message);
  });
});
