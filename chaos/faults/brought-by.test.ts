import { describe, expect, it } from '@jest/globals';
import { isBroughtBy } from './brought-by.ts';

describe('the message that brought a key', () => {
  const body = '{"type":"command","sagaVersion":2,"step":"reserve"}';

  it.each([
    [{}, undefined, true],
    [{ function: 'f' }, body, true],
    [{ message: '*"sagaVersion":2,*' }, body, true],
    [{ message: '*"sagaVersion":3,*' }, body, false],
    [{ message: '"sagaVersion":2' }, body, false],
    [{ message: '*' }, undefined, false],
  ])('%j wants %j: %s', (target, message, wanted) => {
    expect(isBroughtBy(target, message)).toBe(wanted);
  });
});
