import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { importFromFis } from './fis.ts';

const options = { system: 'orders', standing: [], seed: 3, operations: 10, rate: 1, duration: 1 };
const functions = {
  resourceType: 'aws:lambda:function',
  resourceArns: [
    'arn:aws:lambda:eu-west-1:123456789012:function:shop-api',
    'arn:aws:lambda:eu-west-1:123456789012:function:shop-pay:live',
  ],
  selectionMode: 'PERCENT(50)',
};
const delay = {
  actionId: 'aws:lambda:invocation-add-delay',
  parameters: { duration: 'PT1H30S', invocationPercentage: '30', startupDelayMilliseconds: '1500' },
  targets: { Functions: 'apis' },
};
const template = {
  description: 'Slow and unlucky.',
  targets: { apis: functions, tagged: { resourceType: 'aws:lambda:function', resourceTags: { chaos: 'yes' } } },
  actions: {
    Slow: delay,
    Answers: {
      actionId: 'aws:lambda:invocation-http-integration-response',
      parameters: { duration: 'PT2M', statusCode: '503', contentTypeHeader: 'text/plain', preventExecution: 'true' },
      targets: { Functions: 'apis' },
      startAfter: ['Slow'],
    },
    Tagged: { ...delay, targets: { Functions: 'tagged' } },
    Stop: { actionId: 'aws:ec2:stop-instances', parameters: {}, targets: { Instances: 'apis' } },
  },
  stopConditions: [{ source: 'aws:cloudwatch:alarm', value: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:sad' }],
  roleArn: 'arn:aws:iam::123456789012:role/fis',
};

describe('importFromFis', () => {
  it('makes a step of each action and function, at its time, and names the rest', () => {
    const { text, missing, different } = importFromFis({ experimentTemplate: template }, options);
    const { method, ...experiment } = parse(text);
    expect(experiment).toMatchObject({ title: 'Slow and unlucky.', system: 'orders', seed: 3 });
    const step = (name: string, provider: object) => ({ type: 'action', name, provider });
    const slow = {
      type: 'fault',
      fault: 'delay',
      parameters: { distribution: 'fixed', delayMs: 1500 },
      percentage: 30,
    };
    const answers = {
      ...{ type: 'fault', fault: 'http-response', every: 1, start: '3630s', duration: '2m' },
      parameters: { statusCode: 503, contentType: 'text/plain', when: 'before' },
    };
    expect(method).toEqual([
      step('load', { type: 'load', operations: 10, rate: 1 }),
      step('slow', { ...slow, target: { function: 'shop-api' }, duration: '3630s' }),
      step('slow-2', { ...slow, target: { function: 'shop-pay' }, duration: '3630s' }),
      step('answers', { ...answers, target: { function: 'shop-api' } }),
      step('answers-2', { ...answers, target: { function: 'shop-pay' } }),
    ]);
    expect(missing).toEqual([
      'action "Tagged": its functions are not named by ARNs, and tags are not looked up',
      'action "Stop": aws:ec2:stop-instances has no counterpart here',
      expect.stringMatching(/^stop condition aws:cloudwatch:alarm .*alarm:sad: no alarm is watched here/),
    ]);
    expect(different).toEqual([
      'action "Slow": acts on all its functions, not on PERCENT(50)',
      'action "Answers": acts on all its functions, not on PERCENT(50)',
      'a load of 10 operations, 1 a second, is added: the file sends none',
    ]);
  });

  it.each([
    [{ Stop: template.actions.Stop }, /no action of this template means anything here:\n.*ec2:stop-instances/],
    [
      { A: { ...delay, startAfter: ['B'] }, B: { ...delay, startAfter: ['A'] } },
      /the actions A -> B -> A wait for each other/,
    ],
    [
      { Slow: { ...delay, parameters: { duration: '2 minutes' } } },
      /"2 minutes" is no duration; expected one such as PT2M/,
    ],
  ])('refuses what makes no experiment: %#', (actions, message) => {
    expect(() => importFromFis({ ...template, actions }, options)).toThrow(message);
  });

  it('says what is wrong with what is no template', () => {
    expect(() => importFromFis({ Resources: {} }, options)).toThrow(/^this is no experiment template of AWS FIS/);
  });
});
