import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import { createAttempts } from '../middleware/attempts.ts';
import { deliveriesOf } from '../middleware/deliveries.ts';
import { catalogue } from './catalogue.ts';
import { apiError } from './cloud/api-error.ts';
import { apiLatency } from './cloud/api-latency.ts';
import { murmur3 } from './draw.ts';
import { killEnvironment } from './environments/kill-environment.ts';
import type { Aim, Fault } from './fault.ts';
import { effectOf, type Selection } from './hit.ts';

/**
 * What the plug-in's Python must decide as this TypeScript does. A test of the plug-in reads the same file.
 * After a change that is meant: FAULTLINE_WRITE_FIXTURES=1 npm run unit -- --testPathPatterns python-port
 */
const file = new URL('../../localstack/plugin/tests/chaos/decisions.jsonl', import.meta.url);

const ROWS = 2_000;
const faults: readonly Fault[] = [apiError, apiLatency, killEnvironment];
const letters = ['ord-1', 'ord-é', '日本', '😀', 'x.y', 'a b', '', '\u0000', '*', 'Z'];

describe("the plug-in's port to Python", () => {
  it('is tested with what TypeScript decides now', () => {
    const lines = Object.entries(expected()).flatMap(([kind, values]) => values.map((value) => [kind, value]));
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (process.env.FAULTLINE_WRITE_FIXTURES !== undefined) writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

function expected() {
  const next = generator();
  const attempts = createAttempts();
  const decisions = Array.from({ length: ROWS }, () => decision(next));
  return {
    faults: (catalogue as readonly Fault[])
      .filter(({ place }) => place === 'cloud' || place === 'environment')
      .map(({ name, place, first, parameters, target, example }) => ({
        name,
        place,
        first: first ?? null,
        example,
        read: { target: target.parse(example.target), parameters: parameters.parse(example.parameters ?? {}) },
      })),
    hashes: letters.map((text, seed) => [text, seed, murmur3(text, seed)]),
    decisions,
    events: events.map((event) => [
      event,
      deliveriesOf(event, 'request-1', attempts, 'sagaId').map(({ key, delivery }) => [key, delivery]),
    ]),
  };
}

/** `[fault, seed, rule, percentage, first, every, keys, key, point, attempt, effect]`; effect null: spared. */
function decision(next: (below: number) => number) {
  const pick = <Value>(...values: Value[]): Value => values[next(values.length)] as Value;
  const text = (length: number) => Array.from({ length }, () => pick(...letters)).join('');
  const fault = pick(...faults);
  const rule: Selection & Aim<unknown> = {
    seed: pick(0, 1, 7, -3, 2 ** 40, next(1_000_000)),
    id: pick('r', 'slow.stock', `rule-${next(1_000)}`),
    percentage: pick(0, 1, 12.5, 30, 50, 99, 100, next(101)),
    ...(pick(true, false, false) ? { first: 1 + next(4) } : {}),
    ...(pick(true, false, false) ? { every: 1 + next(4) } : {}),
    ...(pick(true, false, false, false) ? { keys: pick('ord-*', '?????', '*😀*', '*', 'x.y*') } : {}),
    parameters: fault.parameters.parse(fault === apiLatency ? { latencyMs: next(500), jitterMs: next(300) } : {}),
  };
  const occasion = {
    key: text(next(4)),
    ...(pick(true, false) ? { point: pick('dynamodb:PutItem shop-stock', 'sqs:SendMessage') } : {}),
    attempt: pick(1, 2, 3, 101, 1 + next(1_000)),
  };
  const effect = effectOf(fault, rule as Selection & Aim<z.output<typeof fault.parameters>>, occasion) as
    | { delayMs?: number }
    | undefined;
  const outcome = effect === undefined ? null : (effect.delayMs ?? 1);
  const { seed, id, percentage, first, every, keys, parameters } = rule;
  const { key, point, attempt } = occasion;
  const or = (value: unknown) => value ?? null;
  return [
    ...[fault.name, seed, id, percentage, or(first), or(every), or(keys), fault === apiLatency ? parameters : null],
    ...[key, or(point), attempt, outcome],
  ];
}

/** A small generator of whole numbers below a limit, the same on every machine. */
function generator(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function record(body: string, receiveCount: string, messageId = 'm-1') {
  return {
    eventSource: 'aws:sqs',
    messageId,
    receiptHandle: 'h',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:q',
    body,
    attributes: { ApproximateReceiveCount: receiveCount },
  };
}

const events = [
  { Records: [record('{"sagaId":"order-1"}', '1'), record('{"sagaId":"order-2"}', '3', 'm-2')] },
  { Records: [record('not JSON', '2'), record('{"sagaId":7}', '1', 'm-2'), record('{"sagaId":""}', '1', 'm-3')] },
  { headers: { 'Idempotency-Key': 'k-1' }, requestContext: { requestId: 'http-1' } },
  { headers: null, pathParameters: { id: 'order-3' }, requestContext: { requestId: 'http-2' } },
  { headers: {}, requestContext: { requestId: 'http-3' } },
  { source: 'aws.events' },
  { Records: [{ eventSource: 'aws:dynamodb' }] },
  { headers: { 'idempotency-key': 'k-1' }, requestContext: { requestId: 'http-4' } },
  { headers: {}, body: '{"sagaId":"order-4"}', requestContext: { requestId: 'http-5' } },
  { pathParameters: { sagaId: 'order-5', id: 'p' }, body: 'not JSON', requestContext: { requestId: 'http-6' } },
  { id: 'event', sagaId: 'outer', detail: { sagaId: 'order-6' } },
  { sagaId: 'order-7' },
  null,
  'text',
];
