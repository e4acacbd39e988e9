import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moving, still } from '../../sim/sqs/testing/random/arbitrary.ts';
import { compare } from '../sqs-compare.ts';
import { rows } from '../sqs-explained.ts';
import { sqsAt } from '../sqs-other.ts';

const other = sqsAt(process.env.AWS_ENDPOINT_URL ?? '');
const readme = readFileSync(join(import.meta.dirname, '../../sim/sqs/README.md'), 'utf8');

// By hand, test/sqs-beside.ts makes 100,000 calls.
describe("the simulated SQS beside LocalStack's", () => {
  it('answers the same, but for what its README explains', async () => {
    const histories = fc.array(still, { minLength: 60, maxLength: 60 });
    let calls = 0;
    for (const [index, actions] of fc.sample(histories, { numRuns: 12, seed: 1 }).entries()) {
      const compared = await compare(actions, `still-${Date.now()}-${index}`, other);
      expect(compared.differences.filter(({ explanation }) => explanation === undefined)).toEqual([]);
      calls += compared.calls;
    }
    expect(calls).toBeGreaterThan(300);
  });

  it('answers the same when delays and timeouts run out', async () => {
    const histories = fc.array(moving, { minLength: 25, maxLength: 25 });
    const compared = await Promise.all(
      fc
        .sample(histories, { numRuns: 8, seed: 1 })
        .map((actions, index) => compare(actions, `moving-${Date.now()}-${index}`, other)),
    );
    expect(
      compared.flatMap(({ differences }) => differences.filter(({ explanation }) => explanation === undefined)),
    ).toEqual([]);
    expect(compared.reduce((sum, { calls }) => sum + calls, 0)).toBeGreaterThan(80);
  });

  it('differs in nothing that has no row in its README', () => {
    expect(rows.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
