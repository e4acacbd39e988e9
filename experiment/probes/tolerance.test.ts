import { describe, expect, it } from '@jest/globals';
import { seen } from './tolerance.ts';

const page = { status: 200, body: '{"orders":[{"id":"a","total":5},{"id":"b","total":7}]}' };

describe('a tolerance', () => {
  it.each([
    [3, 3, true],
    [2, 3, false],
    ['3', 3, false],
    [true, true, true],
    [page, 200, true],
    [page, 404, false],
    [[1], 1, false],
  ])('%j is exactly %j: %j', (answer, tolerance, met) => expect(seen(answer, tolerance).met).toBe(met));

  it('of a range has both its ends, and may look at the text of a body', () => {
    const range: [number, number] = [1, 5];
    expect([0, 1, 5, 6, '3', 'many', ''].map((answer) => seen(answer, range).met)).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(seen(page, { type: 'range', range: [200, 299] })).toEqual({ got: 200, met: true });
    expect(seen({ status: 200, body: '12' }, { type: 'range', range: [10, 20], target: 'body' }).met).toBe(true);
  });

  it('of a pattern is found anywhere in the text, which is shown in short', () => {
    expect(seen(page, { type: 'regex', pattern: '"id":"b"' }).met).toBe(true);
    expect(seen(page, { type: 'regex', pattern: '^2\\d\\d$', target: 'status' }).met).toBe(true);
    expect(seen(page, { type: 'regex', pattern: '^$' })).toEqual({ got: page.body, met: false });
    const long = { status: 200, body: 'x'.repeat(1_000) };
    expect(seen(long, { type: 'regex', pattern: 'y' }).got).toHaveLength(300);
  });

  it.each([
    [{ path: '$.orders[*].id' }, true],
    [{ path: '$.orders[*].name' }, false],
    [{ path: '$.orders[*].id', expect: ['a', 'b'] }, true],
    [{ path: '$.orders[0].total', expect: 5 }, true],
    [{ path: '$.orders[0].total', expect: 6 }, false],
    [{ path: '$.orders[?@.total > 6].id', expect: 'b' }, true],
    [{ path: '$.orders[*]', count: 2 }, true],
    [{ path: '$.orders[*]', count: 0 }, false],
    [{ path: '$.orders[?@.total > 9]', count: 0 }, true],
    [{ path: '$.orders[*].total', expect: [5, 7], count: 3 }, false],
  ])('of a path, %j, looks into the body: %j', (tolerance, met) => {
    expect(seen(page, { type: 'jsonpath', ...tolerance }).met).toBe(met);
  });

  it('of a path refuses what is no JSON, and says so', () => {
    expect(seen({ status: 502, body: '<html>' }, { type: 'jsonpath', path: '$' })).toEqual({
      got: 'no JSON: <html>',
      met: false,
    });
  });

  it('is met by what cannot be told yet, and by anything where there is none', () => {
    expect(seen(undefined, 0)).toEqual({ got: 'nothing to tell yet', met: true });
    expect(seen(7, undefined)).toEqual({ got: 7, met: true });
  });
});
