import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from './event.ts';
import { parseExactly } from './exact-json.ts';
import { loadHistory, openHistory } from './history.ts';
import { HistoryError } from './history-error.ts';
import { emptyReading } from './reading.ts';
import { writeHistory } from './write-history.ts';

const header = { faultline: 'history', version: 1, origin: 1_700_000_000_000 } as const;
const event = { index: 0, time: 5, process: 1, type: 'invoke', f: 'read' } as const;

const events: fc.Arbitrary<HistoryEvent[]> = fc
  .array(
    fc.record(
      {
        time: fc.nat(1000),
        process: fc.oneof(fc.string(), fc.integer()),
        type: fc.constantFrom('invoke' as const, 'ok' as const, 'fail' as const, 'info' as const),
        f: fc.string({ minLength: 1 }),
        key: fc.oneof(fc.string(), fc.integer()),
        value: fc.jsonValue({ maxDepth: 2 }).map((value) => parseExactly(JSON.stringify(value))),
        correlation: fc.dictionary(fc.constantFrom('saga', 'message'), fc.oneof(fc.string(), fc.integer()), {
          noNullPrototype: true,
        }),
        error: fc.string(),
      },
      { requiredKeys: ['time', 'process', 'type', 'f'], noNullPrototype: true },
    ),
  )
  .map((drafts) => drafts.sort((a, b) => a.time - b.time).map((draft, index) => ({ index, ...draft })));

let folder = '';
let files = 0;

async function fileWith(...lines: unknown[]): Promise<string> {
  const file = join(folder, `${files++}.jsonl`);
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''));
  return file;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-history-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('a history file', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (written) => {
        const file = join(folder, 'same.jsonl');
        await writeHistory(file, header, written);
        const read = loadHistory(file);
        expect(read.events).toEqual(written);
        expect(read.reading).toEqual({
          header,
          events: written.length,
          line: written.length + 1,
          truncated: undefined,
        });
      }),
      { numRuns: 50 },
    );
  });

  it('may have no newline at its end, and empty lines', async () => {
    const file = await fileWith(header, '\n', JSON.stringify(event));
    expect(loadHistory(file).events).toEqual([event]);
  });

  it('reports a last line that a crash cut off and gives the rest', async () => {
    const { reading, events: read } = loadHistory(await fileWith(header, event, '{"index":1,"ti'));
    expect(read).toEqual([event]);
    expect(reading.truncated).toBe('{"index":1,"ti');
  });

  it.each<[string, unknown[], string]>([
    ['no header', [event], ':1: header: got {"index":0,'],
    ['another version', [{ ...header, version: 2 }], ':1: header: got {"faultline":"history","version":2'],
    ['nothing in it', [], ':1: header: got nothing, expected a first line'],
    ['a line in the middle that is no JSON', [header, 'oops\n', event], ':2: line: got "oops", expected a JSON object'],
    [
      'an unknown type',
      [header, { ...event, type: 'done' }],
      ':2: type: got "done", expected invoke, ok, fail or info',
    ],
    ['a time that is no integer', [header, { ...event, time: 0.5 }], ':2: time: got 0.5, expected nanoseconds'],
    ['a gap in the indexes', [header, event, { ...event, index: 2 }], ':3: index: got 2, expected 1, counting from 0'],
    [
      'time that runs backwards',
      [header, event, { ...event, index: 1, time: 4 }],
      ':3: time: got 4, expected at least 5',
    ],
    [
      'a process that is none',
      [header, { ...event, process: null }],
      ':2: process: got null, expected a string or a safe',
    ],
    ['a correlation that is no id', [header, { ...event, correlation: { saga: {} } }], ':2: correlation.saga: got {}'],
  ])('is refused when it has %s', async (_, lines, message) => {
    const file = await fileWith(...lines);
    expect(() => loadHistory(file, 'jsonl')).toThrow(HistoryError);
    expect(() => loadHistory(file, 'jsonl')).toThrow(`${file}${message}`);
  });

  it('is streamed in bounded memory', async () => {
    const file = join(folder, 'long.jsonl');
    const length = 200_000;
    const padding = 'x'.repeat(200);
    await writeHistory(file, header, many(length, padding));
    const before = process.memoryUsage().heapUsed;
    const reading = emptyReading();
    let most = 0;
    for (const { index } of openHistory(file).events(reading)) {
      if (index % 20_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(reading.events).toBe(length);
    expect(most).toBeLessThan(length * padding.length * 2);
  });
});

function* many(length: number, value: string): Generator<HistoryEvent> {
  for (let index = 0; index < length; index++) yield { ...event, index, time: index, value };
}
