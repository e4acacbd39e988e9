import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../event.ts';
import { HistoryError } from '../history.ts';
import { loadEdnHistory } from './edn-history.ts';
import { FormCutter } from './forms.ts';
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
  return loadEdnHistory(file);
}

const scalar = fc.oneof(fc.integer(), fc.string({ unit: 'binary', maxLength: 5 }), fc.boolean(), fc.constant(null));
const value = fc.oneof(scalar, fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), { maxLength: 3 }));

describe('EDN histories', () => {
  it('are read as they were written, keys too', async () => {
    const draw = fc.record({
      process: fc.oneof(fc.nat(5), fc.constantFrom('client:7', 'nemesis')),
      type: fc.constantFrom('invoke', 'ok', 'fail', 'info'),
      f: fc.constantFrom('read', 'write', 'start-partition!'),
      value,
      key: fc.oneof(fc.nat(3), fc.constantFrom('a', 'key "b"')),
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
        expect((await loadEdnHistory(file)).events).toEqual(events);
      }),
      { numRuns: 100 },
    );
  });

  it('are cut into the same forms however they arrive', () => {
    const text = '; a comment with { in it\n[{:f "a } \\" b" :c \\}}\n\n#jepsen.history.Op{:v [{} #{1}]}]\n{:x 1}';
    const whole = new FormCutter().push(text);
    expect(whole.map(({ line }) => line)).toEqual([2, 4, 5]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 80, maxLength: 80 }), (sizes) => {
        const cutter = new FormCutter();
        let at = 0;
        const forms = sizes.flatMap((size) => {
          at += size;
          return cutter.push(text.slice(at - size, at));
        });
        expect(forms).toEqual(whole);
        expect(cutter.rest()).toBeUndefined();
      }),
    );
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

  it('are not keyed when a value is no pair: a cas, a read of nothing, a transaction', async () => {
    const { events } = await read('{:process 0 :type :invoke :f :cas :value [1 2]}');
    expect(events[0]).toMatchObject({ value: [1, 2] });
    const transaction = await read('{:process 0 :type :invoke :f :txn :value [[:append 1 2] [:r 1 nil]]}');
    expect(transaction.events[0]?.value).toEqual([
      ['append', 1, 2],
      ['r', 1, null],
    ]);
  });

  it('that a crash cut off are read up to there', async () => {
    const { reading, events } = await read('{:process 0 :type :invoke :f :read}\n{:process 0 :ty');
    expect([events.length, reading.truncated]).toEqual([1, '{:process 0 :ty']);
  });

  it.each([
    ['{:process 0 :type :invoke :f :read}\n{:a 1]', /:2: form: got "got \], expected } for the { before it"/],
    ['{:process 0 :type :invoke :f :read}\n{:process 0 :type :began}', /:2: type: got "began", expected invoke, ok,/],
    ['\n\nhello', /:3: history: got nothing, expected operations such as {:process 0/],
    ['{:process 0 :type :ok :f :read}}', /:1: form: got "got }, expected no closing bracket"/],
  ])('that are broken are refused: %j', async (text, message) => {
    const reading = read(text);
    await expect(reading).rejects.toThrow(HistoryError);
    await expect(reading).rejects.toThrow(message);
  });
});
