import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { retryTransient, withinTime } from './retry.ts';
import { isTransient, OutOfTime } from './transient.ts';

function cancelled(...codes: string[]): TransactionCanceledException {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return new TransactionCanceledException({ message: codes.join(), $metadata: {}, CancellationReasons });
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

describe('what is transient', () => {
  it.each([
    ['a time-out', named('TimeoutError')],
    ['throttling', named('ProvisionedThroughputExceededException')],
    ['a lost connection', Object.assign(new Error('read'), { code: 'ECONNRESET' })],
    ['a server fault', Object.assign(new Error('oops'), { $metadata: { httpStatusCode: 503 } })],
    ['a transaction that met another', cancelled('None', 'TransactionConflict')],
    ['a throttled transaction', cancelled('ThrottlingError', 'None')],
    ['too little time', new OutOfTime()],
  ])('%s is', (_what, error) => {
    expect(isTransient(error)).toBe(true);
  });

  it.each([
    ['a failed condition', named('ConditionalCheckFailedException')],
    ['a transaction with a failed condition', cancelled('TransactionConflict', 'ConditionalCheckFailed')],
    ['a bug', new TypeError('undefined is not a function')],
    ['something thrown that is no error', 'boo'],
  ])('%s is not', (_what, error) => {
    expect(isTransient(error)).toBe(false);
  });
});

describe('retryTransient', () => {
  it('repeats until it succeeds', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      if (calls < 3) throw cancelled('TransactionConflict');
      return calls;
    };
    expect(await retryTransient(work, () => 5_000)).toBe(3);
  });

  it('gives up when the invocation has no time for another attempt, and at once on other errors', async () => {
    let calls = 0;
    const failing = (error: Error) => async () => {
      calls += 1;
      throw error;
    };
    await expect(retryTransient(failing(named('TimeoutError')), () => 1_000)).rejects.toThrow('TimeoutError');
    await expect(retryTransient(failing(new TypeError('bug')), () => 5_000)).rejects.toThrow('bug');
    expect(calls).toBe(2);
  });
});

describe('withinTime', () => {
  it('answers what is done in time and fails what is not', async () => {
    expect(await withinTime(Promise.resolve('done'), () => 5_000)).toBe('done');
    await expect(withinTime(new Promise(() => {}), () => 620)).rejects.toThrow(OutOfTime);
  });
});
