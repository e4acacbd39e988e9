import { describe, expect, it } from '@jest/globals';
import { exportToFis, type FisOptions } from './fis.ts';
import { experimentOf } from './testing/experiment-of.ts';

const options: FisOptions = {
  name: 'slow-checkout',
  account: '123456789012',
  region: 'eu-west-1',
  roleArn: 'arn:aws:iam::123456789012:role/fis',
  alarmArns: [],
};

const slow = `
    fault: delay
    target: { function: shop-payments }
    percentage: 30
    parameters: { distribution: fixed, delayMs: 250 }
    start: 90s
    duration: 2m`;
const throwing = `
    fault: error
    target: { function: shop-inventory }
    first: 2
    parameters: { when: after }
    duration: 20s`;
const throttled = `
    fault: throttle
    target: { table: shop-stock }
    duration: 2m`;

describe('an experiment as an FIS template', () => {
  it('has targets, actions that start when they should, and durations as ISO 8601', () => {
    const { template, missing } = exportToFis(experimentOf({ slow }), options);
    expect(template).toMatchObject({
      description: 'A claim. From the Faultline experiment slow-checkout.',
      roleArn: options.roleArn,
      stopConditions: [{ source: 'none' }],
      targets: {
        'shop-payments': {
          resourceType: 'aws:lambda:function',
          resourceArns: ['arn:aws:lambda:eu-west-1:123456789012:function:shop-payments'],
          selectionMode: 'ALL',
        },
      },
      actions: {
        'wait-2-minutes': { actionId: 'aws:fis:wait', parameters: { duration: 'PT2M' } },
        slow: {
          actionId: 'aws:lambda:invocation-add-delay',
          parameters: { duration: 'PT2M', invocationPercentage: '30', startupDelayMilliseconds: '250' },
          targets: { Functions: 'shop-payments' },
          startAfter: ['wait-2-minutes'],
        },
      },
    });
    expect(missing.filter((line) => line.startsWith('fault'))).toEqual([]);
  });

  it('says what FIS does otherwise', () => {
    const { template, different } = exportToFis(experimentOf({ throwing }), options);
    expect(template).toMatchObject({
      actions: {
        throwing: { parameters: { duration: 'PT1M', invocationPercentage: '100', preventExecution: 'false' } },
      },
    });
    expect(different).toContain('fault "throwing": lasts 1 min instead of 20s, as FIS counts in minutes');
    expect(different).toContain(
      'fault "throwing": its "first" is left out: FIS chooses invocations by percentage only',
    );
  });

  it('turns shares of the load into the times at which they come if all goes well', () => {
    const byWork = slow.replace('start: 90s', 'start: 20 %').replace('duration: 2m', 'until: 60 %\n    duration: 2m');
    const { different } = exportToFis(experimentOf({ slow: byWork }), options);
    expect(different).toContain('fault "slow": starts after 6s instead of at 20 % of the load');
    expect(different).toContain('fault "slow": lasts 12s instead of until 60 % of the load');
  });

  it('names every fault that FIS does not know, in its description, in its tags and to the caller', () => {
    const { template, missing } = exportToFis(experimentOf({ slow, throttled }), options);
    expect(missing).toContain('fault "throttled": FIS has no action like throttle');
    expect(template).toMatchObject({
      description: expect.stringContaining('Not in this template, as FIS has no such fault: throttled (throttle).'),
      tags: { 'faultline:not-exported-1': 'throttled:throttle' },
    });
    expect(Object.keys(template.actions as object)).not.toContain('throttled');
  });

  it('keeps to the lengths and characters that FIS allows', () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `hot-table-number-${index}`,
        throttled.replace('shop-stock', `shop-stock-${index}`),
      ]),
    );
    const { template, missing } = exportToFis(experimentOf({ slow, ...many }), options);
    expect(missing.filter((line) => line.startsWith('fault'))).toHaveLength(40);
    const { description, tags, actions } = template as Record<string, Record<string, string>> & { description: string };
    expect(description.length).toBeLessThanOrEqual(512);
    const values = Object.values(tags ?? {});
    for (const value of values) expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
    expect(values.join(' ')).toContain('hot-table-number-39:throttle');
    for (const name of Object.keys(actions ?? {})) expect(name).toMatch(/^\S{1,64}$/);
  });

  it('stops by the alarms that it is given, and names the stop conditions that it cannot have', () => {
    const alarm = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders';
    const { template } = exportToFis(experimentOf({ slow }), { ...options, alarmArns: [alarm] });
    expect(template.stopConditions).toEqual([{ source: 'aws:cloudwatch:alarm', value: alarm }]);
  });
});
