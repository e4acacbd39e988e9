import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../kernel/wait-until.ts';

const lambda = new LambdaClient({ maxAttempts: 1 });
const chaosFunction = 'orders-chaos-concurrency';
const faults = `${process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566'}/_localstack/chaos/faults`;
const id = 'test-killed';
/** A victim for each point at which the chaos function dies, between its calls of the Lambda API, and what is reserved then. */
const victims = [
  { FunctionName: 'orders-saga', point: 'it has looked', when: 'after-call', call: 1, left: 7 },
  { FunctionName: 'orders-payments', point: 'the note is written', when: 'before-call', call: 2, left: 7 },
  { FunctionName: 'orders-inventory', point: 'the change is made', when: 'after-call', call: 2, left: 2 },
  { FunctionName: 'orders-shipping', point: 'the change is seen', when: 'after-call', call: 3, left: 2 },
];

async function ask(request: object) {
  const Payload = JSON.stringify(request);
  const { FunctionError, ...output } = await lambda.send(new InvokeCommand({ FunctionName: chaosFunction, Payload }));
  return { error: FunctionError, answer: JSON.parse(output.Payload?.transformToString() || 'null') };
}

async function setFaults(list: readonly object[]): Promise<void> {
  const answer = await fetch(faults, { method: 'POST', body: JSON.stringify(list) });
  if (!answer.ok) throw new Error(`${faults} answered ${answer.status}: ${await answer.text()}`);
}

const reserved = async (FunctionName: string) =>
  (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;

describe('a chaos function that is killed', () => {
  beforeAll(async () => {
    for (const { FunctionName } of victims) {
      await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 7 }));
    }
  });
  afterAll(async () => {
    await setFaults([]);
    for (const { FunctionName } of victims) await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  });

  it.each(victims)('when $point: who withdraws puts back at once', async ({ FunctionName, when, call, left }) => {
    const rule = `${id}-${when}-${call}`;
    const kill = { fault: 'kill-environment', target: { function: chaosFunction }, parameters: { when, call } };
    await setFaults([{ id: rule, ...kill, percentage: 100, seed: 1, durationMs: 60_000 }]);
    const request = { action: 'inject', id: rule, target: { function: FunctionName }, durationSeconds: 120 };
    const { error, answer } = await ask({ ...request, parameters: { reservedConcurrency: 2 } });
    await setFaults([]);
    expect(error).toBe('Unhandled');
    expect(answer.errorType).toBe('Runtime.ExitError');
    expect(await reserved(FunctionName)).toBe(left);
    const withdrawn = await ask({ action: 'withdraw', id: rule });
    expect(withdrawn.error).toBeUndefined();
    expect(await reserved(FunctionName)).toBe(7);
  });

  it('leaves no note once it can no longer interfere', async () => {
    const none = async () => ((await ask({ action: 'status' })).answer.changes.length === 0 ? true : undefined);
    expect(await waitUntil(none, { deadlineMs: 60_000, everyMs: 1_000 })).toBe(true);
    for (const { FunctionName } of victims) expect(await reserved(FunctionName)).toBe(7);
  });
});
