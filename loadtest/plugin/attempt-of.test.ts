import { describe, expect, it } from '@jest/globals';
import { attemptOf } from './attempt-of.ts';

const place = { at: 1, endedAt: 2, process: 'user-3', request: 3, attempt: 2, keyField: 'order.id' };
const post = { uuid: 'u', method: 'POST', url: 'http://127.0.0.1:1/orders?x=1', json: { order: { id: 7 } } };
const answer = (status: number, body = '') => ({ status, body });

describe('a request of a script as an attempt', () => {
  it.each([
    [200, 'ok'],
    [302, 'ok'],
    [404, 'fail'],
    [429, 'info'],
    [503, 'info'],
  ])('that was answered with %i is %s', (status, outcome) => {
    expect(attemptOf(post, answer(status), place)).toMatchObject({ outcome, status, key: '7', request: 3, attempt: 2 });
  });

  it('that was not answered is unknown', () => {
    const lost = attemptOf(post, { error: 'ECONNRESET' }, place);
    expect(lost).toMatchObject({ outcome: 'info', status: null, error: 'ECONNRESET', key: '7' });
  });

  it.each([
    ['its body', { ...post, json: undefined, body: '{"order":{"id":"a"}}' }, '{"order":{"id":"b"}}', 'a'],
    ['its answer', { ...post, json: { n: 1 } }, '{"order":{"id":"b"}}', 'b'],
    ['neither', { ...post, json: { n: 1 } }, 'no JSON', 'user-3/2'],
    ['nothing, since it reads', { ...post, method: 'GET' }, '{"order":{"id":"b"}}', 'user-3/2'],
  ])('is called by %s', (_, request, body, key) => {
    expect(attemptOf(request, answer(200, body), place).key).toBe(key);
  });

  it('is the same as another with the same method, path and body', () => {
    const digest = (request: typeof post) => attemptOf(request, answer(200), place).digest;
    expect(digest({ ...post, url: 'http://127.0.0.1:2/orders' })).toBe(digest(post));
    expect(digest({ ...post, json: { order: { id: 8 } } })).not.toBe(digest(post));
  });
});
