import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UsageError } from '../../../kernel/usage-error.ts';
import { loadHistory } from '../../../verify/history/history.ts';
import { writeHistory } from '../../../verify/history/write-history.ts';
import { historyCommand } from './history.ts';

const header = { faultline: 'history', version: 1, origin: 5 } as const;
let folder = '';
let source = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-history-command-'));
  source = join(folder, 'history.jsonl');
  await writeHistory(source, header, [
    { index: 0, time: 0, process: 'a', type: 'invoke', f: 'txn', value: [['append', 'x', 1]] },
    { index: 1, time: 1, process: 'a', type: 'ok', f: 'txn', value: [['append', 'x', 1]] },
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

async function convert(...words: readonly string[]): Promise<string> {
  const out = join(folder, 'out');
  const command = historyCommand();
  for (const each of [command, ...command.commands]) {
    each.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await command.parseAsync(['convert', ...words, '--out', out], { from: 'user' });
  return readFile(out, 'utf8');
}

describe('lab history convert', () => {
  it('writes what other tools read', async () => {
    expect(await convert(source, '--to', 'edn')).toContain(':value [[:append "x" 1]]');
    expect(JSON.parse(await convert(source, '--to', 'elle'))).toHaveLength(2);
    expect(JSON.parse(await convert(source, '--to', 'porcupine'))).toHaveLength(2);
  });

  it('comes back from EDN as it was', async () => {
    const edn = join(folder, 'history.edn');
    await writeFile(edn, await convert(source, '--to', 'edn'));
    const back = join(folder, 'back.jsonl');
    await writeFile(back, await convert(edn, '--to', 'jsonl'));
    expect(loadHistory(back).events).toEqual(loadHistory(source).events);
  });

  it('refuses a file that is not there, one that is no history, and a format that nobody knows', async () => {
    await expect(convert('none.jsonl', '--to', 'edn')).rejects.toThrow(UsageError);
    await writeFile(join(folder, 'none.edn'), 'hello');
    await expect(convert(join(folder, 'none.edn'), '--to', 'jsonl')).rejects.toThrow(
      /none.edn:1: operation: got "hello", expected a map such as/,
    );
    await expect(convert(source, '--to', 'xml')).rejects.toThrow(/Allowed choices are jsonl, edn, elle, porcupine/);
  });
});
