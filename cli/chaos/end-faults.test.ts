import { describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../../kernel/cloud.ts';
import { endFaults } from './end-faults.ts';
import { type FakeState, fakeLocalstack, noDynamo } from './testing/fake-localstack.ts';

const rule = (id: string, name: string) => ({
  ...{ id, fault: 'delay', target: { function: name }, parameters: {} },
  ...{ startsAt: 0, expiresAt: 4_000_000_000_000 },
});

async function ending(state: FakeState) {
  const fake = await fakeLocalstack(state);
  try {
    const { ended, problems } = await endFaults(localstackCloud(fake.endpoint));
    return { ended: ended.map(({ id }) => id).sort(), problems, left: fake.left() };
  } finally {
    await fake.close();
  }
}

describe('ending every fault of a cloud', () => {
  it('ends those of every lab, and those of the cloud itself', async () => {
    const late = { id: 'late', fault: 'api-latency', target: { service: 'sqs' } };
    const rules = { 'shop-chaos': [rule('slow', 'shop-api')], 'bank-chaos': [rule('slower', 'bank-api')], entries: [] };
    expect(await ending({ faults: [late], rules })).toEqual({
      ended: ['late', 'slow', 'slower'],
      problems: [],
      left: [],
    });
  });

  it('ends a fault that hits the very calls by which labs are found', async () => {
    const rules = { 'shop-chaos': [rule('slow', 'shop-api')] };
    expect(await ending({ faults: [noDynamo], rules })).toEqual({
      ended: ['no-dynamo', 'slow'],
      problems: [],
      left: [],
    });
  });

  it('ends faults of the cloud where no lab is', async () => {
    expect(await ending({ faults: [noDynamo] })).toEqual({ ended: ['no-dynamo'], problems: [], left: [] });
  });
});
