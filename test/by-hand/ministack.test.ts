import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { firstExperiment, lab } from '../experiments/lab-run.ts';
import { type MiniStack, startMiniStack } from './ministack.ts';

jest.setTimeout(600_000);

let cloud: MiniStack;

beforeAll(async () => {
  cloud = await startMiniStack();
});

afterAll(() => cloud?.end());

describe('on MiniStack', () => {
  it('it is known by asking what the cloud can do', async () => {
    const { exitCode, output } = await lab('doctor', '--endpoint', cloud.endpoint);
    const answers = [...output.matchAll(/^(yes|no) +([^:]+):/gm)].map(([, answer, ability]) => [ability, answer]);
    expect(Object.fromEntries(answers)).toEqual({
      redrive: 'yes',
      'streams of tables': 'yes',
      mappings: 'yes',
      'logs of functions': 'yes',
      'reserved concurrency': 'yes',
      'settings of queues': 'yes',
      'settings of functions': 'yes',
      'faults of the cloud and of environments': 'no',
    });
    expect(exitCode).toBe(0);
  });

  it('an experiment that needs more ends before it has begun', async () => {
    const { exitCode, output } = await lab('run', 'service-kill', '--endpoint', cloud.endpoint);
    expect(output).toContain('this experiment needs a cloud that has the API /_localstack/chaos/faults');
    expect(output).not.toContain('Report:');
    expect(exitCode).toBe(3);
  });

  it('the order system keeps its promises while payments are slow and the inventory is throttled', async () => {
    const { verdict } = await firstExperiment(cloud.endpoint, 10);
    expect(verdict.invariants.filter(({ valid }) => valid !== true)).toEqual([]);
    expect(verdict.facts.units).toMatchObject({ total: 10, open: 0, unexpected: 0 });
    // Its functions start so slowly that a fault's time may pass before there is anything to hit: that is said, and nothing else.
    expect(verdict.reasons.filter((reason) => !/never fired$/.test(reason))).toEqual([]);
  });
});
