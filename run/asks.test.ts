import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { askRun, openAskLines } from './asks.ts';

let dir = '';

afterEach(() => rm(dir, { recursive: true }));

it('what is asked of a run is read once, and nothing else that lies in the file', async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-asks-'));
  const asked = openAskLines(dir);
  expect(asked()).toEqual([]);
  askRun(dir, { ask: 'inject', fault: 'slow' }, 1);
  askRun(dir, { ask: 'abort' }, 2);
  expect(asked()).toEqual([{ ask: 'inject', fault: 'slow' }, { ask: 'abort' }]);
  const strange = [
    'no json',
    '{"at":1,"asked":{"ask":"delete"}}',
    '{"at":1,"asked":{"ask":"abort","of":"x"}}',
    '{"ask":"abort"}',
  ];
  await appendFile(join(dir, 'asks.jsonl'), strange.map((line) => `${line}\n`).join(''));
  askRun(dir, { ask: 'withdraw', fault: 'slow' }, 3);
  expect(asked()).toEqual([{ ask: 'withdraw', fault: 'slow' }]);
});
