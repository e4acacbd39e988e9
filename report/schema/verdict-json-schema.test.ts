import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { factsSchema, verdictSchema } from '../../verify/verdict/verdict-schema.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { DOCUMENT, verdictJsonSchema } from './verdict-json-schema.ts';

const schema = verdictJsonSchema();

describe('the JSON Schema of verdicts', () => {
  it(`is the one in ${DOCUMENT}; if not: npm run -s verdict-schema`, () => {
    expect(JSON.parse(readFileSync(DOCUMENT, 'utf8'))).toEqual(schema);
  });

  const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

  it('accepts verdicts, with fields that it does not know, and refuses what is none', () => {
    const { verdict } = sampleRun({ count: 20, seed: 1, verdict: 'fail' });
    const written = JSON.parse(JSON.stringify({ ...verdict, later: 1 }));
    expect(validator.safeParse(written).error).toBeUndefined();
    expect(validator.safeParse({ ...written, verdict: 'maybe' }).success).toBe(false);
    expect(validator.safeParse({ ...written, facts: undefined }).success).toBe(false);
  });

  it('has its fields described in docs/verdict.md', () => {
    const text = readFileSync('docs/verdict.md', 'utf8');
    const fields = [
      ...Object.keys(verdictSchema.shape),
      ...Object.keys(factsSchema.shape).map((name) => `facts.${name}`),
    ];
    expect(fields.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
