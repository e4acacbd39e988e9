import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseExperiment } from '../file/experiment-file.ts';
import { importFromFailureLambda } from './failure-lambda.ts';

const options = {
  ...{ system: 'orders', standing: [], seed: 3, operations: 10, rate: 1, duration: 60_000 },
  function: 'shop-pay',
};

/** The faults of the experiment that is made of a configuration; it must be a right one. */
function faultsOf(configuration: unknown) {
  const { text, ...rest } = importFromFailureLambda(configuration, options);
  parseExperiment(text, 'x.yaml', { steadyState: [], invariants: [] });
  const steps = parse(text).method.slice(1) as { name: string; provider: { type: string; duration: string } }[];
  const faults = steps.map(({ name, provider: { type: _, duration: __, ...fault } }) => ({ name, ...fault }));
  return { faults, ...rest };
}

describe('importFromFailureLambda', () => {
  it('makes a fault of each mode that is enabled', () => {
    const { faults, missing } = faultsOf({
      latency: { enabled: true, percentage: 50, min_latency: 100, max_latency: 401 },
      exception: { enabled: true, exception_msg: 'Sad!' },
      statuscode: { enabled: true, percentage: 10, status_code: 404 },
      diskspace: { enabled: true, disk_space: 100 },
      denylist: { enabled: true, deny_list: ['s3.*.amazonaws.com', 'dynamodb.*.amazonaws.com', 'example\\.com'] },
      timeout: { enabled: true, timeout_buffer_ms: 500 },
      corruption: { enabled: false, body: '{}' },
    });
    const target = { function: 'shop-pay' };
    expect(faults).toEqual([
      {
        ...{ name: 'latency', fault: 'delay', target, percentage: 50 },
        parameters: { distribution: 'uniform', delayMs: 251, jitterMs: 151 },
      },
      { name: 'exception', fault: 'error', target, every: 1, parameters: { type: 'Error', message: 'Sad!' } },
      { name: 'statuscode', fault: 'http-response', target, every: 1, parameters: { statusCode: 404 }, percentage: 10 },
      { name: 'diskspace', fault: 'disk-full', target, every: 1 },
      {
        ...{ name: 'denylist', fault: 'unreachable', target: { ...target, service: 's3' } },
        parameters: { how: 'connection-refused' },
      },
      {
        ...{ name: 'denylist-2', fault: 'unreachable', target: { ...target, service: 'dynamodb' } },
        parameters: { how: 'connection-refused' },
      },
      { name: 'timeout', fault: 'timeout', target, every: 1, parameters: { when: 'before' } },
    ]);
    expect(missing).toEqual(['denylist: example\\.com is no host of one AWS service']);
  });

  it('reads what was written before version 1', () => {
    const old = {
      isEnabled: true,
      rate: 0.25,
      minLatency: 100,
      maxLatency: 400,
      exceptionMsg: 'Sad!',
      statusCode: 404,
    };
    const { faults } = faultsOf({ ...old, failureMode: 'latency', diskSpace: 100, denylist: [] });
    expect(faults).toEqual([
      {
        ...{ name: 'latency', fault: 'delay', target: { function: 'shop-pay' }, percentage: 25 },
        parameters: { distribution: 'uniform', delayMs: 250, jitterMs: 150 },
      },
    ]);
    expect(faultsOf({ ...old, failureMode: 'blacklist', blacklist: ['sqs.*.amazonaws.com'] }).faults).toMatchObject([
      { fault: 'unreachable', target: { service: 'sqs' }, percentage: 25 },
    ]);
  });

  it('names matchers, which have no counterpart, and bodies, which are garbled instead', () => {
    const match = [{ path: 'requestContext.http.method', value: 'GET' }];
    const { missing, different } = faultsOf({ corruption: { enabled: true, body: '{}', match } });
    expect(missing).toEqual([expect.stringMatching(/^corruption: its 1 matchers of the event/)]);
    expect(different).toContain('corruption: the answer is garbled, not replaced by the body');
  });

  it.each([
    [{ latency: { enabled: false } }, /no mode is enabled/],
    [{ denylist: { enabled: true, deny_list: ['example.com'] } }, /example\.com is no host of one AWS service/],
    [{ latency: { enabled: 'yes' } }, /^this is no configuration of failure-lambda/],
    [{ latenzy: { enabled: true } }, /^this is no configuration of failure-lambda/],
  ])('refuses what makes no experiment: %j', (configuration, message) => {
    expect(() => importFromFailureLambda(configuration, options)).toThrow(message);
  });
});
