/**
 * Random calls to the simulated SQS and LocalStack's, whose answers are compared. By hand:
 *
 *   node test/sqs-beside.ts OTHER [calls = 100000] [seed = 1] [still | moving]
 *
 * OTHER is the URL of an SQS (`./lab up` prints it), or the Python of a LocalStack (`.lab/venv/…/bin/python`), which then is called without
 * HTTP and in virtual time. In `moving` histories delays, visibility timeouts and the deduplication interval run out; at a URL that takes
 * its time. Prints how many calls were made and each kind of difference with an example; exits 1 if one is not explained by a row of
 * the table in sim/sqs/README.md.
 */

import fc from 'fast-check';
import { moving, still } from '../sim/sqs/testing/random/arbitrary.ts';
import { compare, type Difference } from './sqs-compare.ts';
import { localstackIn, type OtherSqs, sqsAt } from './sqs-other.ts';

const [where, limit = '100000', seed = '1', which = 'still'] = process.argv.slice(2);
if (where === undefined) throw new TypeError('expected the URL of an SQS, or a Python; see the head of this file');
const isUrl = /^https?:/.test(where);
const other: OtherSqs & { end?(): void } = isUrl ? sqsAt(where) : localstackIn(where);
const isMoving = which === 'moving';
const CALLS_A_HISTORY = isMoving ? 60 : 120;
/** Of histories that wait for real; the Python has one clock. */
const AT_ONCE = isUrl ? (isMoving ? 24 : 3) : 1;
const A_ROUND = 24;

const differences = new Map<string, { count: number; example: Difference }>();
const kinds = new Map<string, number>();
let calls = 0;

function note(difference: Difference): void {
  const { explanation, request, ours, other } = difference;
  const code = (told: unknown) => (told as { readonly error?: string }).error ?? 'done';
  const kind = explanation ?? `UNEXPLAINED ${request.operation}: ${code(ours)} here, ${code(other)} there`;
  const known = differences.get(kind);
  if (known === undefined) differences.set(kind, { count: 1, example: difference });
  else known.count += 1;
}

const histories = fc.array(isMoving ? moving : still, { minLength: CALLS_A_HISTORY, maxLength: CALLS_A_HISTORY });
for (let round = 0; calls < Number(limit); round += 1) {
  const actions = fc.sample(histories, { numRuns: A_ROUND, seed: Number(seed) + round });
  for (let first = 0; first < actions.length && calls < Number(limit); first += AT_ONCE) {
    const group = actions.slice(first, first + AT_ONCE);
    const compared = await Promise.all(
      group.map((history, index) => compare(history, `beside-${seed}-${round}-${first + index}`, other)),
    );
    for (const one of compared) {
      calls += one.calls;
      one.differences.forEach(note);
      for (const kind of one.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  process.stderr.write(`${calls} calls\n`);
}
other.end?.();
console.log(`${calls} calls:`);
for (const [kind, count] of [...kinds].sort()) console.log(`  ${count} x ${kind}`);
console.log('differences:');
for (const [kind, { count, example }] of [...differences].sort(([, a], [, b]) => b.count - a.count))
  console.log(`  ${count} x ${kind}\n    ${JSON.stringify(example)}`);
if ([...differences.values()].some(({ example }) => example.explanation === undefined)) process.exitCode = 1;
