import { describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../../kernel/cloud.ts';
import { environmentsOf } from './environments.ts';

const cloud = localstackCloud('http://127.0.0.1:4566');
const answering = (body: unknown, status = 200) =>
  environmentsOf(cloud, (async () => new Response(JSON.stringify(body), { status })) as typeof fetch);

describe('environments alive', () => {
  it('are counted by function', async () => {
    const environments = ['a', 'b', 'a'].map((name, id) => ({ id, function: name, state: 'idle' }));
    expect(await answering({ environments })()).toEqual({ a: 2, b: 1 });
    expect(await answering({ environments: [] })()).toEqual({});
  });

  it('are unknown where nobody lists them', async () => {
    expect(await answering({ message: 'no such page' }, 404)()).toBeUndefined();
    expect(await answering({ environments: 'many' })()).toBeUndefined();
    const failing = environmentsOf(cloud, async () => Promise.reject(new TypeError('fetch failed')));
    expect(await failing()).toBeUndefined();
    const { endpoint: _, ...aws } = cloud;
    expect(await environmentsOf({ ...aws, kind: 'aws' })()).toBeUndefined();
  });
});
