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

/**
 * Calls again, three at once, until some of them met: each lasts a while, yet a busy machine may make them one after another.
 * @returns the answers in the order in which they came
 */
async function met(call: () => Promise<unknown>, refused: unknown): Promise<readonly unknown[] | undefined> {
  const asked = async () => {
    const answers: unknown[] = [];
    const answered = async () => answers.push(await call());
    await Promise.all([answered(), answered(), answered()]);
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
  const answers = await met(invoke, 'TooManyRequestsException');
  expect(answers).toContain(200);
  expect(answers?.[0]).toBe('TooManyRequestsException');
});

it('is throttled behind a REST API, too: 500, as on AWS', async () => {
  const { Url } = await outputsOf('reserved');
  const get = async () => (await fetch(`${Url}?ms=2000`)).status;
  const answers = await met(get, 500);
  expect(answers).toContain(200);
  // It is not asked again, or whoever is refused would wait longer than those who are served.
  expect(answers?.[0]).toBe(500);
});
