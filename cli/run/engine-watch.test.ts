import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../kernel/wait-until.ts';
import { type EngineWatch, watchEngine } from './engine-watch.ts';

let folder: string;
let server: Server;
let watch: EngineWatch;
let endpoint: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-watch-'));
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const logFile = join(folder, 'log');
  await writeFile(logFile, 'one\ntwo\nthree\nthe last words\n');
  watch = watchEngine({ endpoint, logFile });
});
afterEach(async () => {
  watch.close();
  server.close();
  await rm(folder, { recursive: true });
});

const end = async () => {
  server.close();
  await once(server, 'close');
};
const sentence = () => ({
  message: `the LocalStack at ${endpoint} has ended in the middle of the run`,
  hint: expect.stringMatching(/:\ntwo\nthree\nthe last words$/),
});

describe('a watch over LocalStack', () => {
  it('tells its end, with its last words', async () => {
    watch.begin();
    await end();
    expect(await waitUntil(() => watch.gone.aborted || undefined, { deadlineMs: 20_000 })).toBe(true);
    expect(watch.gone.reason).toMatchObject(sentence());
  });

  it('explains by it an error that was there first, and no other', async () => {
    const error = new Error('fetch failed');
    watch.begin();
    expect(await watch.explain(error)).toBe(error);
    await end();
    expect(await watch.explain(error)).toMatchObject(sentence());
  });

  it('says nothing of one that has not been there yet', async () => {
    await end();
    const error = new Error('port in use');
    expect(await watch.explain(error)).toBe(error);
    expect(watch.gone.aborted).toBe(false);
  });
});
