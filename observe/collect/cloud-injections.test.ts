import { describe, expect, it } from '@jest/globals';
import { readCloudInjections } from './cloud-injections.ts';

const line = (at: number) =>
  JSON.stringify({ faultline: 'injection', at, rule: 'r', fault: 'api-error', key: 'k', place: 'cloud', attempt: 1 });
const answering = (body: string, init: ResponseInit = {}) =>
  (async (url) => {
    expect(String(url)).toBe('http://127.0.0.1:4566/_localstack/faultline/injections?since=5');
    return new Response(body, init);
  }) as typeof fetch;
const read = (request: typeof fetch) => readCloudInjections('http://127.0.0.1:4566', 5, request);

describe('the injections of LocalStack', () => {
  it('are read line by line, in the order of time', async () => {
    const { injections, forgotten } = await read(answering(`${line(9)}\n${line(7)}\n`));
    expect(injections.map(({ at }) => at)).toEqual([7, 9]);
    expect(forgotten).toBe(0);
  });

  it('say how many are gone', async () => {
    const { forgotten } = await read(answering('', { headers: { 'Faultline-Forgotten': '3' } }));
    expect(forgotten).toBe(3);
  });

  it('are none on a LocalStack without the plug-in', async () => {
    expect(await read(answering('not found', { status: 404 }))).toEqual({ injections: [], forgotten: 0 });
  });

  it('are missing, not none, when it fails', async () => {
    await expect(read(answering('oops', { status: 500 }))).rejects.toThrow('answered 500: oops');
  });
});
