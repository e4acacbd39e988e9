import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../kernel/cloud.ts';
import { inEnvironmentOf } from './cloud-environment.ts';

const cloud = localstackCloud('http://127.0.0.1:4599');
const before = { ...process.env };

const ofAws = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')));

describe('inEnvironmentOf', () => {
  beforeEach(() => {
    Object.assign(process.env, { AWS_PROFILE: 'work', AWS_REGION: 'eu-west-1' });
  });
  afterEach(() => {
    for (const name of Object.keys(ofAws())) {
      delete process.env[name];
    }
    Object.assign(process.env, before);
  });

  it("runs with the cloud's variables alone, and puts the developer's back", async () => {
    const mine = ofAws();
    await inEnvironmentOf(cloud, async () => expect(ofAws()).toEqual(cloud.environment));
    expect(ofAws()).toEqual(mine);
  });

  it('puts them back after a failure too', async () => {
    const mine = ofAws();
    const failing = inEnvironmentOf(cloud, async () => Promise.reject(new Error('no such stack')));
    await expect(failing).rejects.toThrow('no such stack');
    expect(ofAws()).toEqual(mine);
  });

  it('changes nothing for AWS', async () => {
    const aws = { kind: 'aws', region: 'us-east-1', accountId: '123456789012', environment: {} } as const;
    await inEnvironmentOf(aws, async () => expect(process.env.AWS_PROFILE).toBe('work'));
  });
});
