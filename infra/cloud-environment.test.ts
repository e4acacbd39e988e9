import { describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../kernel/cloud.ts';
import { environmentFor } from './cloud-environment.ts';

const mine = { HOME: '/home/me', AWS_PROFILE: 'work', AWS_REGION: 'eu-west-1' };

describe('environmentFor', () => {
  it("takes the variables of a LocalStack in place of the developer's own", () => {
    const cloud = localstackCloud('http://127.0.0.1:4599');
    expect(environmentFor(cloud, mine)).toEqual({ HOME: '/home/me', ...cloud.environment });
  });

  it('changes nothing for AWS', () => {
    const aws = { kind: 'aws', region: 'us-east-1', accountId: '123456789012', environment: {} } as const;
    expect(environmentFor(aws, mine)).toEqual(mine);
  });
});
