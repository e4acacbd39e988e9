import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cloudFrom } from '../../kernel/cloud.ts';
import { abilityNames } from '../../localstack/abilities/abilities.ts';
import { askCloud } from '../../localstack/abilities/ask-cloud.ts';

jest.setTimeout(120_000);

const cloud = cloudFrom(process.env);
const faults = `${cloud.endpoint}/_localstack/chaos/faults`;
const ofAll = (has: (name: string) => boolean) => new Map(abilityNames.map((name) => [name, has(name)]));

afterEach(() => fetch(faults, { method: 'POST', body: '[]' }));

describe('what a cloud can do', () => {
  it('is all that is asked for on the lab’s own engine', async () => {
    expect(await askCloud(cloud, abilityNames)).toEqual(ofAll(() => true));
  });

  it.each([
    ['sqs', 'SendMessage', ['redrive', 'mappingSwitch', 'queueSettings']],
    ['lambda', 'Invoke', ['functionLogs', 'reservedConcurrency', 'functionSettings']],
  ])('is told by what it does: without %s:%s', async (service, operation, missing) => {
    const error = { statusCode: 400, code: 'AccessDeniedException' };
    const rule = { id: 'without', service, operation, probability: 1, error };
    await fetch(faults, { method: 'PATCH', body: JSON.stringify([rule]) });
    expect(await askCloud(cloud, abilityNames)).toEqual(ofAll((name) => !missing.includes(name)));
  });
});
