import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkFile } from '../check/check-file.ts';
import { converted } from './convert/convert.ts';
import type { HistoryEvent } from './event.ts';
import { loadHistory, openHistory } from './history.ts';
import { writeHistory } from './write-history.ts';

let folder = '';
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Uint8Array, name = `${files++}.history`): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const edn = `{:process 0, :type :invoke, :f :write, :value 9007199254740993}
{:process 0, :type :ok, :f :write, :value 9007199254740993}
{:process 1, :type :invoke, :f :read, :value nil}
{:process 1, :type :ok, :f :read, :value 9007199254740993}`;
const objects = [
  '{"process":0,"type":"invoke","f":"write","value":9007199254740993}',
  '{"process":0,"type":"ok","f":"write","value":9007199254740993}',
  '{"process":1,"type":"invoke","f":"read","value":null}',
  '{"process":1,"type":"ok","f":"read","value":9007199254740993}',
];
const header = '{"faultline":"history","version":1,"origin":0}\n';
const own = header + objects.map((text, n) => `${text.replace('{', `{"index":${n},"time":${n},`)}\n`).join('');

describe('a history', () => {
  it.each<[string, string, string]>([
    ['EDN, a map a line', edn, 'edn'],
    ['EDN in a vector', `; a test\n[${edn}]`, 'edn'],
    ['EDN in a list', `(${edn})`, 'edn'],
    ['EDN of records', edn.replaceAll('{', '#jepsen.history.Op{'), 'edn'],
    ['a JSON array', `[${objects.join(',\n')}]`, 'json'],
    [
      'a JSON array over many lines',
      JSON.stringify(
        objects.map((text) => JSON.parse(text)),
        undefined,
        2,
      ).replaceAll('9007199254740992', '9007199254740993'),
      'json',
    ],
    ['JSON lines without a header', objects.join('\n'), 'json'],
    ['JSON lines of the lab', own, 'jsonl'],
    ['the same after a mark of its bytes', `\ufeff${edn}`, 'edn'],
  ])('in %s is known by how it begins, compressed or not', async (_, text, format) => {
    for (const content of [text, gzipSync(text)]) {
      const file = await fileOf(content);
      expect(openHistory(file)).toMatchObject({ format, isGzip: content !== text });
      const { events } = loadHistory(file);
      expect(events.map(({ index, process, type, f, value }) => [index, process, type, f, value])).toEqual([
        [0, 0, 'invoke', 'write', 9007199254740993n],
        [1, 0, 'ok', 'write', 9007199254740993n],
        [2, 1, 'invoke', 'read', null],
        [3, 1, 'ok', 'read', 9007199254740993n],
      ]);
      const checked = await checkFile({ checker: 'linearizability', model: 'register', file, now: () => 0 });
      expect(checked).toMatchObject({ invariant: { valid: true }, format, gzip: content !== text, events: 4 });
    }
  });

  it('is found in a folder: of a test of Jepsen, of its last one, of a run', async () => {
    const place = await mkdtemp(join(folder, 'store-'));
    const store = join(place, 'etcd');
    await mkdir(join(store, '20260101'), { recursive: true });
    await writeFile(join(store, '20260101', 'history.edn'), edn);
    await writeFile(join(store, '20260101', 'results.edn'), '{:valid? true}');
    await symlink('20260101', join(store, 'latest'));
    for (const one of [join(store, '20260101'), store]) expect(loadHistory(one).events).toHaveLength(4);
    expect(() => openHistory(place)).toThrow(/holds no history: there is no history.jsonl, no history.edn/);
  });

  it('whose processes are not named is one thing after the other, or some at once, told by what they do', async () => {
    const processes = async (...lines: readonly string[]) =>
      loadHistory(await fileOf(lines.join('\n'))).events.map(({ process }) => process);
    const write = (type: string, value: number) => `{:type ${type} :f :write :value ${value}}`;
    const [read, found] = ['{:type :invoke :f :read}', '{:type :ok :f :read :value [1]}'];
    expect(await processes(write(':invoke', 1), write(':ok', 1), read, found)).toEqual([0, 0, 0, 0]);
    expect(await processes(read, write(':invoke', 1), write(':ok', 1), write(':invoke', 2), found, read)).toEqual([
      0, 1, 1, 1, 0, 0,
    ]);
    const [one, two] = [write(':invoke', 1), write(':invoke', 2)];
    expect(await processes(one, two, write(':ok', 2), write(':ok', 1))).toEqual([0, 1, 1, 0]);
    expect(await processes(one, two, write(':ok', 9), write(':ok', 1))).toEqual([0, 1, 0, 1]);
    expect(await processes(one, write(':info', 1), two, write(':ok', 2))).toEqual([0, 0, 1, 1]);
    expect(await processes('{:type :info :f :start}', one, write(':fail', 1), one)).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['a JSON array', `[${objects.join(',')}`, 4, ''],
    ['a JSON array, in an object', `[${objects.join(',')},{"process":1,"ty`, 4, '{"process":1,"ty'],
    ['JSON lines', `${objects.join('\n')}\n{"process":`, 4, '{"process":'],
  ])('that a crash cut off is read up to there: %s', async (_, text, count, truncated) => {
    const { events, reading } = loadHistory(await fileOf(text));
    expect([events.length, reading.truncated]).toEqual([count, truncated]);
  });

  it('whose compression a crash cut off is read up to there, and is not whole', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `{"process":${n},"type":"ok","f":"read","value":${n * 7919}}`);
    const zipped = gzipSync(lines.join('\n'));
    const { events, reading } = loadHistory(await fileOf(zipped.subarray(0, zipped.length - 2000)));
    expect(events.length).toBeGreaterThan(1000);
    expect(reading.truncated).toBeDefined();
  });

  it('of the lab whose compression lacks but its end is read, and is not whole', async () => {
    const zipped = gzipSync(own);
    const { events, reading } = loadHistory(await fileOf(zipped.subarray(0, zipped.length - 4)));
    expect([events.length, reading.truncated]).toEqual([4, '']);
  });

  it('knows the line of each of its events, also behind empty ones', async () => {
    const stored = openHistory(await fileOf(own.replaceAll('\n{', '\n\n{')));
    expect([0, 1, 2, 3].map((index) => stored.lineOf(index))).toEqual([3, 5, 7, 9]);
    const array = openHistory(await fileOf(`[${objects.join(',\n\n')}]`));
    expect([0, 1, 2, 3].map((index) => array.lineOf(index))).toEqual([1, 3, 5, 7]);
  });

  it('of the lab may begin with empty lines', async () => {
    expect(loadHistory(await fileOf(`\n\n${own}`)).events).toHaveLength(4);
  });

  it.each([
    ['[{"process":0,"type":"ok","f":"read"},\n oops]', /:2: operation: got o, expected an object, or ] after the last/],
    [
      '{"process":0,"type":"ok","f":"read"}\n{"process":0,"type":\n"ok" "f":"read"}',
      /:2: operation: got {"process":0,"type":/,
    ],
    [
      '{"process":0,\n"type":"ok","f":"read","value":0.12345678901234567}',
      /:1: operation: got 0.12345678901234567, expected/,
    ],
    ['{"process":[],"type":"ok","f":"read"}', /:1: process: got \[\], expected a string or a safe integer/],
    [
      `${header}{"index":0,"time":0,"process":0,"type":"ok","f":"w","value":1.00000000000000001}\n`,
      /:2: number: got 1.00000000000000001/,
    ],
    [
      `${header}{"index":0,"time":0,"process":9007199254740993,"type":"ok","f":"w"}\n`,
      /:2: process: got 9007199254740993/,
    ],
    [
      `${header}{"index":0,"time":9007199254740993,"process":1,"type":"ok","f":"w"}\n`,
      /:2: time: got 9007199254740993/,
    ],
    ['[{"ClientId":0,"Kind":true,"Id":0,"Value":{"value":1}}]', /:1: Id: got 0, expected that of an open call/],
  ])('that is broken is refused with its line: %s', async (text, message) => {
    const file = await fileOf(text);
    expect(() => loadHistory(file)).toThrow(message);
  });
});

const value = fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }), fc.string({ maxLength: 4 }));

describe('an export', () => {
  it.each(['edn', 'elle', 'porcupine', 'jsonl'] as const)('to %s is read again, and says the same', async (to) => {
    const call = fc.record({
      process: fc.nat(3),
      isRead: fc.boolean(),
      value,
      end: fc.constantFrom('ok', 'info', 'none'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 8 }), async (calls) => {
        const steps = calls.flatMap(
          ({ process, isRead, value: held, end }, n): Omit<HistoryEvent, 'index' | 'time'>[] => {
            const at = { process: end === 'ok' ? process : 10 + n, f: isRead ? 'read' : 'write', key: 'k' };
            const asked = { ...at, type: 'invoke' as const, ...(!isRead && { value: held }) };
            if (end === 'none') return [asked];
            return [asked, { ...at, type: end as 'ok' | 'info', ...(isRead && end === 'ok' && { value: held }) }];
          },
        );
        const events = steps.map((step, index): HistoryEvent => ({ ...step, index, time: index }));
        const file = join(folder, 'source.jsonl');
        await writeHistory(file, { faultline: 'history', version: 1, origin: 0 }, events);
        const exported = await fileOf([...converted({ file, to })].join(''), `exported.${to}`);
        const judged = (each: string) =>
          checkFile({ checker: 'linearizability', model: 'register', file: each, now: () => 0 });
        const [one, other] = [await judged(file), await judged(exported)];
        expect(other.invariant.valid).toBe(one.invariant.valid);
        expect(other.invariant.counts.operations).toBe(one.invariant.counts.operations);
      }),
      { numRuns: 60 },
    );
  });
});
