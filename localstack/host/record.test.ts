import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readLiveRecord, writeRecord } from './record.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-test-'));
  file = join(folder, 'localstack.json');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the record of a LocalStack', () => {
  it('is read while its process lives', async () => {
    await writeRecord(file, process.pid);
    expect(await readLiveRecord(file)).toMatchObject({ pid: process.pid });
    expect(await readdir(folder)).toEqual(['localstack.json']);
  });

  it('is stale when its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    await once(child, 'spawn');
    await writeRecord(file, child.pid ?? 0);
    child.stdin.end();
    await once(child, 'exit');
    expect(await readLiveRecord(file)).toBeUndefined();
  });

  it('is stale when another process has got the same id', async () => {
    await writeRecord(file, process.pid);
    const record = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...record, processStart: '1' }));
    expect(await readLiveRecord(file)).toBeUndefined();
  });

  it.each(['', 'half a rec', '{"pid": "one"}', '[]'])('is nothing if it is %j', async (text) => {
    await writeFile(file, text);
    expect(await readLiveRecord(file)).toBeUndefined();
  });

  it('is nothing if there is none', async () => {
    expect(await readLiveRecord(file)).toBeUndefined();
  });
});
