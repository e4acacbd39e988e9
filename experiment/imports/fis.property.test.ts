import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportToFis } from '../exports/fis.ts';
import { parseExperiment } from '../file/experiment-file.ts';
import { importFromFis } from './fis.ts';

const options = { system: 'orders', standing: [], seed: 3, operations: 10, rate: 1, duration: 1 };
const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

const action = fc.record({
  actionId: fc.constantFrom('aws:lambda:invocation-add-delay', 'aws:lambda:invocation-error'),
  percentage: fc.integer({ min: 1, max: 100 }),
  minutes: fc.integer({ min: 1, max: 600 }),
  delay: fc.nat(60_000),
  prevents: fc.boolean(),
  after: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
});

/** A template as people write it: waits, and one action on each function. */
const templates = fc.array(action, { minLength: 1, maxLength: 5 }).map((actions) => ({
  description: 'Latency.',
  targets: Object.fromEntries(
    actions.map((_, n) => [
      `shop-${n}`,
      { resourceType: 'aws:lambda:function', resourceArns: [arn(`shop-${n}`)], selectionMode: 'ALL' },
    ]),
  ),
  actions: Object.fromEntries(
    actions.flatMap(({ actionId, percentage, minutes, delay, prevents, after }, n) => {
      const wait = `wait-${after}-${after === 1 ? 'minute' : 'minutes'}`;
      const isDelay = actionId.endsWith('delay');
      const parameters = {
        duration: `PT${minutes}M`,
        invocationPercentage: String(percentage),
        ...(isDelay ? { startupDelayMilliseconds: String(delay) } : { preventExecution: String(prevents) }),
      };
      const own = { actionId, parameters, targets: { Functions: `shop-${n}` } };
      return after === undefined
        ? [[`hurt-${n}`, own]]
        : [
            [wait, { actionId: 'aws:fis:wait', parameters: { duration: `PT${after}M` } }],
            [`hurt-${n}`, { ...own, startAfter: [wait] }],
          ];
    }),
  ),
}));

describe('a template of FIS', () => {
  it('comes back from an experiment as it was', () => {
    fc.assert(
      fc.property(templates, (template) => {
        const { text, missing } = importFromFis(template, options);
        expect(missing).toEqual([]);
        const experiment = parseExperiment(text, 'x.yaml', { steadyState: [], invariants: [] });
        const { template: back } = exportToFis(experiment, {
          ...{ name: 'x', account: '123456789012', region: 'eu-west-1', roleArn: 'role', alarmArns: [] },
        });
        expect(back).toMatchObject({ targets: template.targets, actions: template.actions });
      }),
    );
  });
});
