import { describe, expect, it } from '@jest/globals';
import { type Cloud, localstackCloud } from '../kernel/cloud.ts';
import { chooseTarget, isLoopback, targetOf } from './guard.ts';

const dummies = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  CDK_DEFAULT_ACCOUNT: '000000000000',
};
const account = '123456789012';

describe('chooseTarget', () => {
  it("chooses LocalStack's account with its endpoint and credentials, and without any, as cdk synth has none", () => {
    const target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' };
    expect(chooseTarget({}, dummies)).toEqual(target);
    expect(chooseTarget({}, {})).toEqual(target);
  });

  it.each([
    ['an endpoint elsewhere', { AWS_ENDPOINT_URL: 'https://sqs.us-east-1.amazonaws.com' }, 'AWS_ENDPOINT_URL is https'],
    [
      'an endpoint of one service elsewhere',
      { AWS_ENDPOINT_URL_S3: 'http://10.0.0.7:4566' },
      'AWS_ENDPOINT_URL_S3 is http',
    ],
    ['a real access key', { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, 'AWS_ACCESS_KEY_ID looks like real'],
    ['a session token', { AWS_SESSION_TOKEN: 'x' }, 'AWS_SESSION_TOKEN looks like real'],
    ['a profile', { AWS_PROFILE: 'work', CDK_DEFAULT_ACCOUNT: '' }, 'AWS_PROFILE looks like real'],
    ["somebody's account", { CDK_DEFAULT_ACCOUNT: account }, `The credentials are those of account ${account}`],
  ])('refuses %s for LocalStack', (_, variables, message) => {
    expect(() => chooseTarget({}, { ...dummies, ...variables })).toThrow(message);
  });

  it('never repeats a credential', () => {
    expect(() => chooseTarget({}, { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('AKIA') }),
    );
  });

  it.each(['LKIAQAAAAAAAHFQ5MDUZ', '000000000000', 'test'])('takes the LocalStack access key %s', (key) => {
    expect(chooseTarget({}, { ...dummies, AWS_ACCESS_KEY_ID: key }).kind).toBe('localstack');
  });

  it('chooses an AWS account that is named', () => {
    const environment = { AWS_PROFILE: 'work', CDK_DEFAULT_ACCOUNT: account };
    expect(chooseTarget({ target: 'aws', account, region: 'eu-west-1' }, environment)).toEqual({
      kind: 'aws',
      account,
      region: 'eu-west-1',
    });
  });

  it.each([undefined, '1234', '000000000000'])('refuses AWS with the account %p', (given) => {
    expect(() => chooseTarget({ target: 'aws', account: given }, {})).toThrow(
      `its account has to be named: got ${given ?? 'none'}, expected the twelve digits of a real account`,
    );
  });

  it('refuses AWS when the credentials are of another account, or an endpoint is set', () => {
    const request = { target: 'aws', account };
    expect(() => chooseTarget(request, { CDK_DEFAULT_ACCOUNT: '210987654321' })).toThrow('of account 210987654321');
    expect(() => chooseTarget(request, { AWS_ENDPOINT_URL: dummies.AWS_ENDPOINT_URL })).toThrow(
      'but the target is AWS',
    );
  });

  it('refuses an unknown target, and an account for LocalStack', () => {
    expect(() => chooseTarget({ target: 'azure' }, {})).toThrow('The target "azure" is unknown');
    expect(() => chooseTarget({ account }, {})).toThrow(`The account ${account} is not LocalStack's`);
  });
});

describe('targetOf', () => {
  const aws: Cloud = { kind: 'aws', region: 'us-east-1', accountId: account, environment: {} };

  it('takes a LocalStack on this machine', () => {
    expect(targetOf(localstackCloud('http://127.0.0.1:4566')).account).toBe('000000000000');
  });

  it('refuses a LocalStack without an endpoint: its calls would go to AWS', () => {
    const { endpoint: _, ...without } = localstackCloud('http://127.0.0.1:4566');
    expect(() => targetOf(without)).toThrow('A LocalStack needs an endpoint');
    expect(() => targetOf({ ...without, endpoint: 'http://127.0.0.1:1', environment: {} })).toThrow(
      'got http://127.0.0.1:1 and none',
    );
  });

  it('takes AWS with the account confirmed, and only with that', () => {
    expect(targetOf(aws, account)).toEqual({ kind: 'aws', account, region: 'us-east-1' });
    expect(() => targetOf(aws)).toThrow('got no confirmation, expected its id');
    expect(() => targetOf(aws, '210987654321')).toThrow('got 210987654321, expected its id');
  });
});

describe('isLoopback', () => {
  it.each([
    ['http://127.0.0.1:4566', true],
    ['http://[::1]:4566', true],
    ['http://localhost:4566', true],
    ['http://127.0.0.1.evil.example', false],
    ['http://10.0.0.1:4566', false],
    ['https://localhost@aws.amazon.com', false],
    ['nonsense', false],
  ])('says of %s: %p', (url, expected) => {
    expect(isLoopback(url)).toBe(expected);
  });
});
