import { describe, expect, it } from '@jest/globals';
import { type Asking, refusalOf } from './admission.ts';

const door = { port: 4577, token: 'a'.repeat(32) };
const host = '127.0.0.1:4577';
const own: Asking = { method: 'GET', path: '/now', headers: { host, 'x-faultline-token': door.token } };
const post: Asking = {
  ...{ method: 'POST', path: '/ask' },
  headers: {
    ...own.headers,
    origin: `http://${host}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  },
};
const with_ = (asking: Asking, headers: Asking['headers'], more: Partial<Asking> = {}) =>
  refusalOf({ ...asking, ...more, headers: { ...asking.headers, ...headers } }, door);

describe('who is let in', () => {
  it('is the page itself, with its token', () => {
    expect(refusalOf(own, door)).toBeUndefined();
    expect(refusalOf(post, door)).toBeUndefined();
    expect(with_(own, { host: 'localhost:4577' })).toBeUndefined();
    expect(refusalOf({ method: 'GET', path: '/', headers: { host } }, door)).toBeUndefined();
  });

  it.each([
    ['without a token', own, { 'x-faultline-token': undefined }, 401, /the whole address that the command printed/],
    ['with another token', own, { 'x-faultline-token': 'b'.repeat(32) }, 401, /token/],
    ['with a part of the token', own, { 'x-faultline-token': 'a'.repeat(31) }, 401, /token/],
    ['under a name that resolves to loopback', own, { host: 'evil.example:4577' }, 421, /not at "evil.example:4577"/],
    ['at another port of it', own, { host: '127.0.0.1:80' }, 421, /not at "127.0.0.1:80"/],
    ['without a host', own, { host: undefined }, 421, /not at ""/],
    [
      'from a page of another origin',
      post,
      { origin: 'https://evil.example' },
      403,
      /a page of https:\/\/evil.example asked/,
    ],
    ['from a page of another port', post, { origin: 'http://127.0.0.1:3000' }, 403, /http:\/\/127.0.0.1:3000/],
    ['from a page without an origin of its own', post, { origin: 'null' }, 403, /a page of null asked/],
    [
      'from a frame of another site',
      own,
      { 'sec-fetch-site': 'cross-site' },
      403,
      /another origin asked \(cross-site\)/,
    ],
    ['as a form', post, { 'content-type': 'text/plain' }, 415, /expected application\/json, got text\/plain/],
  ] as const)('is nobody %s', (_, asking, headers, status, says) => {
    expect(with_(asking, headers)).toEqual({ status, says: expect.stringMatching(says) });
  });

  it.each([
    ['/ask', 'GET', 405],
    ['/now', 'POST', 405],
    ['/now', 'OPTIONS', 405],
    ['/etc/passwd', 'GET', 404],
    ['/constructor', 'GET', 404],
  ])('%s by %s is %i', (path, method, status) => {
    expect(with_(own, {}, { path, method })?.status).toBe(status);
  });
});
