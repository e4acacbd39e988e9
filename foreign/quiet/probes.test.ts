import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { localstackCloud } from '../../kernel/cloud.ts';
import { probe as executionsUnderWay } from './executions-under-way.ts';
import { probe as functionsAtWork } from './functions-at-work.ts';

type Body = Readonly<Record<string, unknown>>;
const asked: Body[] = [];
/** Of the next calls, in order. */
const answers: { readonly status?: number; readonly body: Body }[] = [];

/** Answers AWS's JSON protocol on this machine. */
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => {
    asked.push(JSON.parse(text));
    const { status = 200, body } = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
});

beforeAll(() => new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening)));
afterAll(() => new Promise((closed) => void server.close(closed)));

const cloud = () => localstackCloud(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

it('counts the executions that run, of every state machine and on every page', async () => {
  const execution = { executionArn: 'e', stateMachineArn: 's', name: 'n', status: 'RUNNING', startDate: 1 };
  answers.push(
    { body: { executions: [execution, execution], nextToken: 'more' } },
    { body: { executions: [execution] } },
    { body: { executions: [] } },
  );
  asked.length = 0;
  expect(await executionsUnderWay({}, { cloud: cloud(), deployed: { stateMachines: ['one', 'two'] } })).toBe(3);
  expect(asked).toEqual([
    { stateMachineArn: 'one', statusFilter: 'RUNNING' },
    { stateMachineArn: 'one', statusFilter: 'RUNNING', nextToken: 'more' },
    { stateMachineArn: 'two', statusFilter: 'RUNNING' },
  ]);
});

it('counts the functions that wrote to their logs in the last ten seconds; one without a log was never invoked', async () => {
  answers.push(
    { body: { events: [{ message: 'START', timestamp: 95_000 }] } },
    { body: { events: [] } },
    { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such log group' } },
  );
  asked.length = 0;
  const deployed = { functions: ['busy', 'idle', 'new'] };
  expect(await functionsAtWork({}, { cloud: cloud(), deployed, now: () => 100_000 })).toBe(1);
  const names = deployed.functions.map((name) => `/aws/lambda/${name}`);
  expect(asked.map(({ logGroupName }) => logGroupName).sort()).toEqual([...names].sort());
  expect(asked.map(({ startTime }) => startTime)).toEqual([90_000, 90_000, 90_000]);
});
