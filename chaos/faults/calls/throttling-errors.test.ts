import { describe, expect, it } from '@jest/globals';
import { ruleSchema } from '../rule.ts';
import { throttlingCodes, throttlingErrorOf } from './throttling-errors.ts';

describe('how a service throttles', () => {
  it.each([
    ['dynamodb', undefined, 'ProvisionedThroughputExceededException', 400],
    ['dynamodb', 'RequestLimitExceeded', 'RequestLimitExceeded', 400],
    ['sqs', undefined, 'RequestThrottled', 400],
    ['sqs', 'OverLimit', 'OverLimit', 400],
    ['lambda', undefined, 'TooManyRequestsException', 429],
    ['s3', undefined, 'SlowDown', 503],
    ['sns', undefined, 'ThrottlingException', 400],
  ])('%s, asked for %s: %s', (service, asked, code, status) => {
    expect(throttlingErrorOf(service, asked)).toEqual({ code, status });
  });

  it('is nothing where the service has no such code', () => {
    expect(throttlingErrorOf('sqs', 'ProvisionedThroughputExceededException')).toBeUndefined();
    expect(throttlingErrorOf('dynamodb', 'OverLimit')).toBeUndefined();
  });

  it('is named in a rule by a code that some service has', () => {
    const rule = (error: string) => ({
      ...{ id: 'r', fault: 'throttle', target: { function: 'f' }, parameters: { error } },
      ...{ seed: 1, startsAt: 0, expiresAt: 1 },
    });
    for (const code of throttlingCodes) expect(ruleSchema.safeParse(rule(code)).success).toBe(true);
    expect(ruleSchema.safeParse(rule('TooFast')).success).toBe(false);
  });
});
