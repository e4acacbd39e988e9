import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../kernel/cloud.ts';
import { projectRoot } from '../kernel/project.ts';
import type { ClientAttempt } from '../run/run-files.ts';
import { ownScript } from './own-script.ts';

const place = mkdtempSync(join(tmpdir(), 'faultline-own-script-'));
const script = join(place, 'script.yml');
const bodies: string[] = [];

/** Answers as an API that refuses what is large, and is not there for some. */
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  bodies.push(body);
  if (request.url === '/gone') return request.socket.destroy();
  response.writeHead(request.url === '/large' ? 413 : 201, { 'content-type': 'application/json' }).end('{"id":"made"}');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  writeFileSync(
    script,
    `config:
  target: https://example.com
  phases: [{ duration: 600, arrivalRate: 90 }, { duration: 600, arrivalRate: 90 }]
  plugins: { ensure: { maxErrorRate: 0 }, expect: {} }
scenarios:
  - flow:
      - post: { url: /small, json: { id: 'a-{{ $randomNumber(1, 1000000) }}', colour: '{{ $randomString(5) }}' } }
      - post: { url: /large, json: { many: 1 }, expect: [{ statusCode: 201 }] }
      - get: { url: /small }
      - post: { url: /gone, json: { id: 'b' } }
`,
  );
});
afterAll(() => {
  server.close();
  rmSync(place, { recursive: true, force: true });
});

async function attemptsOf(name: string, seed: number): Promise<ClientAttempt[]> {
  const { port } = server.address() as AddressInfo;
  const runDir = join(place, name);
  bodies.length = 0;
  const load = {
    ...{
      target: `http://127.0.0.1:${port}`,
      cloud: localstackCloud(`http://127.0.0.1:${port}`),
      arrivals: [{ duration: 1, arrivalCount: 3 }],
    },
    ...{ seed, keyPrefix: '', runDir, signal: new AbortController().signal, report: () => undefined },
  };
  const system = { folder: '', workload: () => Promise.reject(new Error('nobody asks it')) };
  await ownScript({ root: projectRoot, script, keyField: 'id' })({ ...load, system });
  const lines = readFileSync(join(runDir, 'client.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as ClientAttempt);
}

describe("somebody's own Artillery script", () => {
  it('is driven as it is, at the pace of the load, and each request and answer is written down', async () => {
    const attempts = await attemptsOf('first', 1);
    expect(attempts.map(({ request }) => request).sort()).toEqual([1, 2, 3].flatMap((user) => Array(4).fill(user)));
    const ofOne = attempts.filter(({ request }) => request === 1).sort((a, b) => a.attempt - b.attempt);
    expect(ofOne).toMatchObject([
      { key: expect.stringMatching(/^a-\d+$/), outcome: 'ok', status: 201 },
      { key: 'made', outcome: 'fail', status: 413 },
      { key: 'user-1/3', outcome: 'ok', status: 201 },
      { key: 'b', outcome: 'info', status: null, error: 'ECONNRESET' },
    ]);
  });

  it('draws by the seed what it draws by chance', async () => {
    const asked = async (name: string, seed: number) => {
      await attemptsOf(name, seed);
      return [...bodies].sort();
    };
    const once = await asked('once', 7);
    expect(await asked('again', 7)).toEqual(once);
    expect(await asked('other', 8)).not.toEqual(once);
  });
});
