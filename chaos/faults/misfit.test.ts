import { describe, expect, it } from '@jest/globals';
import { ruleSchema } from './rule.ts';

const rule = (fault: string, target: object, parameters = {}) => ({
  ...{ id: 'r', fault, target, parameters, seed: 1, startsAt: 0, expiresAt: 1 },
});
const wrong = (fault: string, target: object, parameters = {}) =>
  ruleSchema
    .safeParse(rule(fault, target, parameters))
    .error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('a rule that could never act', () => {
  it.each([
    ['throttle', { service: 'dynamodb', function: 'f' }, { error: 'OverLimit' }, 'parameters.error', /ProvisionedThr/],
    ['throttle', { table: 't' }, { error: 'OverLimit' }, 'parameters.error', /or RequestLimitExceeded/],
    ['throttle', { queue: 'q' }, { error: 'TooManyRequestsException' }, 'parameters.error', /or OverLimit or/],
    ['throttle', { service: 'sns', function: 'f' }, { error: 'SlowDown' }, 'parameters.error', /ThrottlingException/],
    ['transaction-canceled', { service: 'sqs', function: 'f' }, {}, 'target.service', /expected dynamodb/],
    ['transaction-canceled', { queue: 'q' }, {}, 'target.queue', /expected a table/],
    ['stale-read', { table: 't', operations: ['PutItem'] }, {}, 'target.operations', /expected GetItem or/],
    ['unprocessed-items', { table: 't', operations: ['PutItem'] }, {}, 'target.operations', /BatchWriteItem/],
    ['batch-entry-failures', { table: 't' }, {}, 'target.table', /expected a queue/],
    ['server-error', { table: 't', queue: 'q' }, {}, 'target.queue', /a table or a queue/],
    ['server-error', { table: 't', service: 'sqs' }, {}, 'target.service', /expected dynamodb/],
    ['api-error', { queue: 'q', service: 'dynamodb' }, {}, 'target.service', /expected sqs/],
  ])('is refused: %s at %j with %j', (fault, target, parameters, at, expected) => {
    expect(wrong(fault, target, parameters)).toEqual([[at, expect.stringMatching(expected)]]);
  });

  it.each([
    ['throttle', { table: 't' }, { error: 'RequestLimitExceeded' }],
    ['throttle', { function: 'f' }, { error: 'OverLimit' }],
    ['throttle', { function: 'f', service: 'sns' }, {}],
    ['transaction-canceled', { function: 'f' }, {}],
    ['stale-read', { table: 't', operations: ['PutItem', 'Query'] }, {}],
    ['server-error', { queue: 'q', service: 'sqs' }, {}],
  ])('is told from one that may: %s at %j with %j', (fault, target, parameters) => {
    expect(wrong(fault, target, parameters)).toBeUndefined();
  });

  it.each([
    'crash',
    'throttle',
    'poison',
    'kill-environment',
    'reserved-concurrency',
    'event-source-mapping',
    'api-error',
  ])('is not one that hurts who ends faults: %s at a chaos function', (fault) => {
    const [[at, expected] = []] = wrong(fault, { function: 'shop-chaos-latency' }) ?? [];
    expect(at).toBe('target.function');
    expect(expected).toBe('expected a function of the system, not a chaos function');
  });
});
