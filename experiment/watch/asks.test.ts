import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Aborted } from '../../kernel/aborted.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import { askRun } from '../../run/asks.ts';
import { type Asks, type FaultAsk, openAsks } from './asks.ts';

let dir = '';
let asks: Asks;
let journal: string[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-asks-'));
  journal = [];
  const told = (detail: object = {}) => Object.values(detail).join(' ');
  asks = openAsks(dir, { journal: (step, status, detail) => journal.push(`${step} ${status} ${told(detail)}`) });
});

afterEach(async () => {
  asks.close();
  await rm(dir, { recursive: true });
});

const lines = (count: number) =>
  waitUntil(() => (journal.length >= count ? journal : undefined), { deadlineMs: 10_000 });

describe('what is asked of a run', () => {
  it('aborts it', async () => {
    askRun(dir, { ask: 'abort' }, 0);
    await waitUntil(() => (asks.aborts.aborted ? true : undefined), { deadlineMs: 10_000 });
    expect(asks.aborts.reason).toBeInstanceOf(Aborted);
    expect(String(asks.aborts.reason)).toMatch(/somebody asked for it on the live page/);
  });

  it('is answered by whoever runs the method, and written down', async () => {
    const answered: FaultAsk[] = [];
    asks.answerBy(async (ask) => {
      answered.push(ask);
      if (ask.ask === 'withdraw') throw new Error('it is not on');
    });
    askRun(dir, { ask: 'inject', fault: 'slow' }, 0);
    await lines(2);
    askRun(dir, { ask: 'withdraw', fault: 'slow' }, 0);
    expect(await lines(4)).toEqual([
      'asked started inject slow',
      'asked completed inject slow',
      'asked started withdraw slow',
      'asked deviated withdraw slow it is not on',
    ]);
    expect(answered).toEqual([
      { ask: 'inject', fault: 'slow' },
      { ask: 'withdraw', fault: 'slow' },
    ]);
  });

  it('is refused while no method runs', async () => {
    const deaf = asks.answerBy(async () => undefined);
    deaf();
    askRun(dir, { ask: 'inject', fault: 'slow' }, 0);
    expect((await lines(2))?.[1]).toMatch(/asked deviated inject slow faults come and go only while the method/);
  });
});
