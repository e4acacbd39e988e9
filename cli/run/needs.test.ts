import { describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../../kernel/cloud.ts';
import type { AbilityName } from '../../localstack/abilities/abilities.ts';
import { experimentPath } from '../experiment/experiment-path.ts';
import { readLabExperiment } from '../experiment/read.ts';
import { checkNeeds, needsOf } from './needs.ts';

const cloud = localstackCloud('http://127.0.0.1:4999');
const always = ['redrive', 'mappingSwitch', 'streams', 'functionLogs'];

const read = async (name: string) => (await readLabExperiment(experimentPath(name))).experiment;

/** A cloud that lacks these abilities and has all others. */
const lacks =
  (...missing: AbilityName[]) =>
  async (_: unknown, names: readonly AbilityName[]) =>
    new Map(names.map((name) => [name, !missing.includes(name)]));

describe('what an experiment needs of a cloud', () => {
  it.each([
    ['slow-and-throttled-checkout', []],
    ['concurrency-starvation', ['reservedConcurrency']],
    ['wrong-settings', ['queueSettings']],
    ['configuration-change', ['functionSettings']],
    ['service-kill', ['faultApi']],
    ['cloud-errors', ['faultApi']],
  ])('%s', async (name, needs) => {
    expect(needsOf(await read(name)).toSorted()).toEqual([...always, ...needs].toSorted());
  });

  it('is told in one sentence where the cloud lacks it', async () => {
    const experiment = await read('service-kill');
    await expect(checkNeeds(cloud, experiment, lacks('faultApi', 'redrive'))).rejects.toThrow(
      /^this experiment needs a cloud that moves a message .*, and that has the API \/_localstack\/chaos\/faults, .*; the one at http:\/\/127\.0\.0\.1:4999 does not$/,
    );
  });

  it('is not missed where it is not needed', async () => {
    const experiment = await read('slow-and-throttled-checkout');
    await expect(checkNeeds(cloud, experiment, lacks('faultApi', 'reservedConcurrency'))).resolves.toBeUndefined();
  });
});
