import { describe, expect, it } from '@jest/globals';
import { type Cloud, clientConfig, localstackCloud, restApiUrl } from './cloud.ts';

const aws: Cloud = { kind: 'aws', region: 'eu-central-1', accountId: '123456789012', environment: {} };

describe('a LocalStack cloud', () => {
  it.each([
    'http://127.0.0.1:4566',
    'http://localhost:4600',
    'http://[::1]:4566',
    'https://localhost.localstack.cloud:4566',
  ])('may be at %s', (endpoint) => {
    expect(localstackCloud(endpoint).environment.AWS_ENDPOINT_URL).toBe(endpoint);
  });

  it('has no slash at the end of its endpoint', () => {
    expect(localstackCloud('http://127.0.0.1:4566/').endpoint).toBe('http://127.0.0.1:4566');
  });

  it.each([
    ['http://10.0.0.7:4566', 'is not on this machine'],
    ['https://sqs.us-east-1.amazonaws.com', 'is not on this machine'],
    ['http://127.0.0.1.example.com', 'is not on this machine'],
    ['4566', 'is not an address'],
    ['ftp://127.0.0.1', 'is not an address'],
    ['http://127.0.0.1:4566/x?y', 'has more than a host and a port'],
    ['http://me@127.0.0.1:4566', 'has more than a host and a port'],
  ])('is never at %s', (endpoint, reason) => {
    expect(() => localstackCloud(endpoint)).toThrow(reason);
  });

  it('brings dummy credentials for SDK clients', () => {
    expect(clientConfig(localstackCloud('http://127.0.0.1:4566'))).toEqual({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:4566',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });
});

describe('AWS', () => {
  it('leaves credentials to the SDK', () => {
    expect(clientConfig(aws)).toEqual({ region: 'eu-central-1' });
  });
});

describe('the address of a REST API', () => {
  it('is below the endpoint on LocalStack, and a host of its own on AWS', () => {
    expect(restApiUrl(localstackCloud('http://127.0.0.1:4566'), 'abc', 'v1')).toBe(
      'http://127.0.0.1:4566/_aws/execute-api/abc/v1',
    );
    expect(restApiUrl(aws, 'abc', 'v1')).toBe('https://abc.execute-api.eu-central-1.amazonaws.com/v1');
  });
});
