import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../event.ts';
import type { WrittenFormat } from '../formats.ts';
import { loadHistory } from '../history.ts';
import { emptyReading } from '../reading.ts';
import { writeHistory } from '../write-history.ts';
import { converted } from './convert.ts';

const header = { faultline: 'history', version: 1, origin: 0 } as const;
let folder = '';
let file = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-convert-'));
  file = join(folder, 'history.jsonl');
});
afterAll(() => rm(folder, { recursive: true }));

type Step = readonly [process: HistoryEvent['process'], type: HistoryEvent['type'], f: string, value?: unknown];

async function written(steps: readonly Step[], to: WrittenFormat): Promise<string> {
  const events = steps.map(([process, type, f, value], index): HistoryEvent => {
    return { index, time: index, process, type, f, ...(value !== undefined && { value }) };
  });
  await writeHistory(file, header, events);
  return [...converted({ file, to })].join('');
}

const transaction: readonly Step[] = [
  [
    3,
    'invoke',
    'txn',
    [
      ['append', 'x', 1],
      ['r', 'y', null],
    ],
  ],
  ['nemesis', 'info', 'kill'],
  [
    3,
    'ok',
    'txn',
    [
      ['append', 'x', 1],
      ['r', 'y', [2, 3]],
    ],
  ],
];

describe('a converted history', () => {
  it('is for Elle the JSON of elle-cli', async () => {
    expect(JSON.parse(await written(transaction, 'elle'))).toEqual([
      {
        index: 0,
        process: 0,
        type: 'invoke',
        f: 'txn',
        value: [
          ['append', 'x', 1],
          ['r', 'y', null],
        ],
        time: 0,
      },
      {
        index: 1,
        process: 0,
        type: 'ok',
        f: 'txn',
        value: [
          ['append', 'x', 1],
          ['r', 'y', [2, 3]],
        ],
        time: 2,
      },
    ]);
  });

  it('is for Jepsen EDN whose micro-operations begin with keywords', async () => {
    const text = await written(transaction, 'edn');
    expect(text.split('\n')[2]).toBe(
      '{:process 3, :type :ok, :f :txn, :value [[:append "x" 1] [:r "y" [2 3]]], :time 2, :index 2}',
    );
    const edn = join(folder, 'history.edn');
    await writeFile(edn, text);
    expect(loadHistory(edn).events[2]?.value).toEqual(transaction[2]?.[3]);
  });

  it('is for Porcupine calls and returns, without what failed, with what is unknown at the end', async () => {
    const text = await written(
      [
        ['a', 'invoke', 'write', 1],
        ['b', 'invoke', 'write', 2],
        ['c', 'invoke', 'read'],
        ['c', 'ok', 'read', 1],
        ['b', 'fail', 'write'],
        ['a', 'info', 'write'],
        ['d', 'invoke', 'read'],
      ],
      'porcupine',
    );
    expect(JSON.parse(text)).toEqual([
      { ClientId: 0, Kind: false, Id: 0, Value: { f: 'write', value: 1 } },
      { ClientId: 2, Kind: false, Id: 2, Value: { f: 'read' } },
      { ClientId: 2, Kind: true, Id: 2, Value: { value: 1 } },
      { ClientId: 3, Kind: false, Id: 3, Value: { f: 'read' } },
      { ClientId: 0, Kind: true, Id: 0, Value: { lost: true } },
      { ClientId: 3, Kind: true, Id: 3, Value: { lost: true } },
    ]);
  });

  it('has a return for each call in Porcupine’s events, whatever happened', async () => {
    const step = fc.tuple(fc.nat(3), fc.constantFrom('invoke', 'ok', 'fail', 'info'), fc.constant('read'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const events = JSON.parse(await written(steps as Step[], 'porcupine')) as { Kind: boolean; Id: number }[];
        const open = new Set<number>();
        for (const { Kind, Id } of events) {
          expect(open.has(Id)).toBe(Kind);
          if (Kind) open.delete(Id);
          else open.add(Id);
        }
        expect(open.size).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same as JSON lines, and ends before a line that was cut off', async () => {
    const text = await written(transaction, 'jsonl');
    await writeFile(file, text);
    await appendFile(file, '{"index":3,');
    const reading = emptyReading();
    const again = [...converted({ file, to: 'jsonl' }, reading)].join('');
    expect([again, reading.truncated]).toEqual([text, '{"index":3,']);
  });
});
