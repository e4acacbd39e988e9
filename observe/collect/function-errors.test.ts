import { describe, expect, it } from '@jest/globals';
import { functionErrorOf } from './function-errors.ts';

const report = (rest: string) =>
  `REPORT RequestId: r-1\tDuration: 3.10 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB${rest}\t\n`;

describe('what a REPORT line says of an invocation', () => {
  it.each([
    ['\tStatus: timeout', { status: 'timeout' }],
    ['\tStatus: error\tError Type: Runtime.ExitError', { status: 'error', errorType: 'Runtime.ExitError' }],
    ['\tInit Duration: 90.1 ms\tStatus: error\tError Type: TypeError', { status: 'error', errorType: 'TypeError' }],
  ])('is that it did not end well: %j', (rest, expected) => {
    expect(functionErrorOf(report(rest), 'shop-pay', 7)).toEqual({
      ...{ at: 7, function: 'shop-pay', requestId: 'r-1' },
      ...expected,
    });
  });

  it.each([report(''), report('\tStatus: success'), 'INFO a handler says Status: error', 'END RequestId: r-1\n'])(
    'is nothing to tell where it ended well, or it is no such line: %j',
    (line) => expect(functionErrorOf(line, 'shop-pay', 7)).toBeUndefined(),
  );
});
