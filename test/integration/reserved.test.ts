import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { waitUntil } from '../../kernel/wait-until.ts';
import { CdkApp, outputsOf, succeeds } from './cdk-app.ts';

const app = new CdkApp('reserved');
const lambda = new LambdaClient({ maxAttempts: 1 });

beforeAll(() => succeeds(app.deploy('reserved')));

afterAll(async () => {
  await succeeds(app.destroy('reserved'));
  app.remove();
});

/** Calls again, three at once, until some of them met: each lasts a while, yet a busy machine may make them one after another. */
async function met(call: () => Promise<unknown>, refused: unknown): Promise<readonly unknown[] | undefined> {
  const asked = async () => {
    const answers = await Promise.all([call(), call(), call()]);
    return answers.includes(refused) ? answers : undefined;
  };
  return waitUntil(asked, { deadlineMs: 120_000 });
}

it('keeps the reserved concurrency of a template: of calls at once, one is taken', async () => {
  const asked = { FunctionName: 'reserved-one', Payload: JSON.stringify({ ms: 2_000 }) };
  const invoke = () =>
    lambda.send(new InvokeCommand(asked)).then(
      ({ StatusCode }) => StatusCode,
      ({ name }) => name,
    );
  expect(await met(invoke, 'TooManyRequestsException')).toContain(200);
});

it('is throttled behind a REST API, too: 500, as on AWS', async () => {
  const { Url } = await outputsOf('reserved');
  const get = async () => (await fetch(`${Url}?ms=2000`)).status;
  expect(await met(get, 500)).toContain(200);
});
