/**
 * Random calls against our own DynamoDB and another one, whose answers are compared with those of the brute-force model. By hand:
 *
 *   node test/dynamodb-beside.ts URL [calls = 100000] [seed = 1] [all | rest]
 *
 * URL is the other DynamoDB, such as a MiniStack (`pip install ministack`, `GATEWAY_PORT=4621 ministack`). Each history begins with an empty table and
 * ends where tables may differ: at an answer that is another, unless both are refusals. Prints how many calls were made and each kind of difference
 * with its shortest example; exits 1 if ours differs from the model. What MiniStack's differences are stands in dynamodb/README.md; `rest` leaves
 * out the calls that they explain (dynamodb-explained.ts), so that what is then told is new.
 */

import fc from 'fast-check';
import type { Action, Attributes } from '../dynamodb/testing/random/actions.ts';
import { action } from '../dynamodb/testing/random/arbitrary.ts';
import { Model, type Outcome } from '../dynamodb/testing/random/model.ts';
import { outcomeOf } from '../dynamodb/testing/random/outcome.ts';
import { type Request, requestOf, TABLE } from '../dynamodb/testing/random/request.ts';
import { World } from '../dynamodb/testing/world.ts';
import { explanationOf } from './dynamodb-explained.ts';

const [url, calls = '100000', seed = '1', which = 'all'] = process.argv.slice(2);
if (url === undefined) throw new TypeError('expected the URL of a DynamoDB; see the head of this file');
const CALLS_A_HISTORY = 25;
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none';

async function askOther({ operation, input }: Request): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url as string, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `DynamoDB_20120810.${operation}`,
      Authorization: AUTHORIZATION,
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) return answer;
  return { ...answer, error: String(answer.__type).replace(/^.*#/, '') };
}

interface Difference {
  count: number;
  example: { readonly request: Request; readonly expected: Outcome; readonly got: Outcome; readonly message: unknown };
}

const differences = new Map<string, Difference>();
let made = 0;
const length = (value: unknown) => JSON.stringify(value).length;

/** In a few words what an outcome is, so that differences of a kind stand together. */
function kindOf({ error, reasons }: Outcome): string {
  return reasons === undefined ? (error ?? 'done') : `cancelled [${[...new Set(reasons)].sort()}]`;
}

function note(who: string, one: Action, example: Difference['example']): void {
  const name = one.call === 'write' ? `${one.write.write}Item` : example.request.operation;
  const kind = `${who}: ${name}: ${kindOf(example.expected)} expected, ${kindOf(example.got)} got`;
  const known = differences.get(kind);
  if (known === undefined) differences.set(kind, { count: 1, example });
  else {
    known.count += 1;
    if (length(example) < length(known.example)) known.example = example;
  }
}

/** Makes the calls of a history until the tables may differ. */
async function compare(actions: readonly Action[]): Promise<void> {
  const [world, model] = [new World(), new Model()];
  world.call('CreateTable', TABLE);
  await askOther({ operation: 'DeleteTable', input: { TableName: TABLE.TableName } });
  await askOther({ operation: 'CreateTable', input: TABLE });
  for (const one of actions) {
    // A token outlives the table that it was used with.
    if (one.call === 'transact' && one.token !== undefined) continue;
    const request = requestOf(one);
    const items = world.tell('Scan', { TableName: TABLE.TableName }).Items as readonly Attributes[];
    if (which === 'rest' && explanationOf({ action: one, items, outcome: model.copy().do(one) }) !== undefined)
      continue;
    const expected = model.do(one);
    const answers = { ours: world.tell(request.operation, request.input), other: await askOther(request) };
    made += 1;
    let differs = false;
    for (const [who, answer] of Object.entries(answers)) {
      const got = outcomeOf(one, answer);
      if (JSON.stringify(sorted(got)) === JSON.stringify(sorted(expected))) continue;
      note(who, one, { request, expected, got, message: answer.message ?? answer.Message });
      differs ||= got.error === undefined || expected.error === undefined;
    }
    if (differs) return;
  }
}

const sorted = (outcome: Outcome) => Object.fromEntries(Object.entries(outcome).sort(([a], [b]) => (a < b ? -1 : 1)));

for (let round = 0; made < Number(calls); round += 1) {
  const histories = fc.array(action, { minLength: CALLS_A_HISTORY, maxLength: CALLS_A_HISTORY });
  for (const actions of fc.sample(histories, { numRuns: 100, seed: Number(seed) + round })) await compare(actions);
  process.stderr.write(`${made} calls\n`);
}
const differing = [...differences].sort(([, a], [, b]) => b.count - a.count);
console.log(`${made} calls; differences:`);
for (const [kind, { count, example }] of differing) console.log(`${count} x ${kind}\n    ${JSON.stringify(example)}`);
if (differing.some(([kind]) => kind.startsWith('ours'))) process.exitCode = 1;
