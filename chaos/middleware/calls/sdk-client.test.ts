import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { patienceOf } from './sdk-client.ts';

const patience = (requestHandler: object) => patienceOf(new DynamoDBClient({ region: 'us-east-1', requestHandler }));

describe('the patience of a client', () => {
  it('is known before its first call', async () => {
    const requestHandler = { connectionTimeout: 400, requestTimeout: 1_200, throwOnRequestTimeout: true };
    expect(await patience(requestHandler)).toEqual({ connectionMs: 400, answerMs: 1_200 });
    expect(await patience({ socketTimeout: 900, requestTimeout: 1_200, throwOnRequestTimeout: true })).toEqual({
      answerMs: 900,
    });
  });

  it('has no end by default, nor by a request time-out that only warns', async () => {
    expect(await patience({})).toEqual({});
    expect(await patience({ requestTimeout: 1_200 })).toEqual({});
  });

  it('of a request handler of another kind is what it says, or without end', async () => {
    const handle = async () => ({});
    expect(await patience({ handle, httpHandlerConfigs: () => ({ connectionTimeout: 7 }) })).toEqual({
      connectionMs: 7,
    });
    expect(await patience({ handle })).toEqual({});
  });
});
