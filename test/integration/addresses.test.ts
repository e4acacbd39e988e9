import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../kernel/project.ts';
import { CdkApp, outputsOf, succeeds } from './cdk-app.ts';

const app = new CdkApp('addresses');
const run = promisify(execFile);

let http: string;
let beta: string;
let all: string;
let rest: string;
let fn: string;

beforeAll(async () => {
  await succeeds(app.deploy('addresses'));
  const { HttpUrl = '', AllUrl = '', RestUrl = '', FunctionUrl = '' } = await outputsOf('addresses');
  [http, all, rest, fn] = [HttpUrl, AllUrl, RestUrl, FunctionUrl];
  beta = `${http}/beta`;
});

afterAll(async () => {
  await succeeds(app.destroy('addresses'));
  app.remove();
});

const get = async (address: string | URL, init?: RequestInit) => {
  const response = await fetch(address, init);
  return { status: response.status, headers: response.headers, body: await response.text() };
};
const event = async (address: string | URL, init?: RequestInit) => JSON.parse((await get(address, init)).body);

describe('an address in an output', () => {
  it('is used by curl as it is', async () => {
    for (const address of [`${http}/orders`, `${rest}orders`, fn]) {
      const { stdout } = await run('curl', ['--silent', '--fail', address]);
      expect(JSON.parse(stdout).headers).toBeDefined();
    }
  });

  it('is used by Node.js as it is, paths from the root included', async () => {
    expect(await event(new URL('/orders/7', http))).toMatchObject({ routeKey: 'GET /orders/{id}' });
    expect(await event(new URL('/any/path', fn))).toMatchObject({ rawPath: '/any/path' });
    // The URL ends with a slash; AWS takes two for one.
    expect(await event(`${fn}/any//path`)).toMatchObject({ rawPath: '/any//path' });
    expect(await event(new URL('orders', rest))).toMatchObject({ resource: '/orders', path: '/orders' });
  });

  it('is used by Python as it is', async () => {
    const script = 'import sys, urllib.request\nfor url in sys.argv[1:]: print(urllib.request.urlopen(url).status)';
    const { stdout } = await run('python3', ['-c', script, `${http}/orders`, `${rest}orders`, fn]);
    expect(stdout).toBe('200\n200\n200\n');
  });

  it('is used by Artillery as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-addresses-'));
    try {
      const scenarios = [{ flow: [{ get: { url: '/orders', expect: { statusCode: 200 } } }] }];
      const phases = [{ duration: 1, arrivalCount: 3 }];
      await writeFile(join(folder, 'load.json'), JSON.stringify({ config: { target: http, phases }, scenarios }));
      const artillery = join(projectRoot, 'node_modules/artillery/bin/run');
      const args = ['run', '--output', join(folder, 'out.json'), join(folder, 'load.json')];
      const env = { ...process.env, ARTILLERY_DISABLE_TELEMETRY: 'true' };
      await run(process.execPath, [artillery, ...args], { env });
      const { aggregate } = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8'));
      expect(aggregate.counters).toMatchObject({ 'http.codes.200': 3 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('an HTTP API', () => {
  it('chooses the most specific route', async () => {
    expect(await event(`${http}/orders`)).toMatchObject({ routeKey: 'GET /orders' });
    expect(await event(`${http}/orders/newest`)).toMatchObject({ routeKey: 'ANY /orders/newest' });
    expect(await event(`${http}/files/a/b%20c`)).toMatchObject({ pathParameters: { proxy: 'a/b c' } });
    expect(await get(`${http}/nothing`)).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(await get(`${http}/orders/7`, { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(await event(`${all}/what/ever`, { method: 'PATCH' })).toMatchObject({ routeKey: '$default' });
  });

  it('hands a request over as AWS does (payload 2.0)', async () => {
    const headers = { cookie: 'a=1; b=2', 'content-type': 'application/json' };
    expect(await event(`${http}/orders?x=1&x=2`, { method: 'POST', headers, body: '{"n":1}' })).toMatchObject({
      version: '2.0',
      routeKey: 'POST /orders',
      rawPath: '/orders',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      cookies: ['a=1', 'b=2'],
      body: '{"n":1}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'POST', path: '/orders' } },
    });
  });

  it('serves each stage below its name', async () => {
    expect(await event(`${beta}/orders`)).toMatchObject({ rawPath: '/beta/orders', requestContext: { stage: 'beta' } });
  });

  it('speaks payload 1.0 where a route wants it', async () => {
    expect(await event(`${http}/old`)).toMatchObject({ version: '1.0', httpMethod: 'GET', resource: '/old' });
  });

  it('makes a response of what the function returns', async () => {
    const { status, headers, body } = await get(`${http}/orders?answer=cookies`);
    expect({ status, body, cookies: headers.getSetCookie() }).toEqual({
      status: 201,
      body: 'created',
      cookies: ['a=1', 'b=2'],
    });
    const failed = { status: 500, body: '{"message":"Internal Server Error"}' };
    expect(await get(`${http}/orders?answer=throw`)).toMatchObject(failed);
    expect(await get(`${http}/orders?answer=malformed`)).toMatchObject(failed);
  });

  it('answers browsers itself', async () => {
    const origin = 'https://shop.example';
    const asked = { origin, 'access-control-request-method': 'POST' };
    const { status, headers } = await get(`${http}/orders`, { method: 'OPTIONS', headers: asked });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-methods')).toBe('GET,POST');
    expect(headers.get('access-control-max-age')).toBe('600');
    const other = await get(`${http}/orders`, { headers: { origin: 'https://other.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a function URL', () => {
  it('has its own rules for browsers, and for functions that fail', async () => {
    const { headers } = await get(fn, { headers: { origin: 'https://shop.example' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
    expect(await get(`${fn}?answer=throw`)).toMatchObject({ status: 502, body: 'Internal Server Error' });
  });
});
