import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CdkApp, outputsOf, succeeds } from './cdk-app.ts';

const app = new CdkApp('reserved');
const lambda = new LambdaClient({ maxAttempts: 1 });

beforeAll(() => succeeds(app.deploy('reserved')));

afterAll(async () => {
  await succeeds(app.destroy('reserved'));
  app.remove();
});

it('keeps the reserved concurrency of a template: of three calls at once, one is taken', async () => {
  const asked = { FunctionName: 'reserved-one', Payload: JSON.stringify({ ms: 5_000 }) };
  const answers = await Promise.allSettled(Array.from({ length: 3 }, () => lambda.send(new InvokeCommand(asked))));
  const outcomes = answers.map((each) => (each.status === 'fulfilled' ? each.value.StatusCode : each.reason.name));
  expect(outcomes.sort()).toEqual([200, 'TooManyRequestsException', 'TooManyRequestsException']);
});

it('is throttled behind a REST API, too: 500, as on AWS', async () => {
  const { Url } = await outputsOf('reserved');
  const answers = await Promise.all(Array.from({ length: 3 }, () => fetch(`${Url}?ms=10000`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 500, 500]);
});
