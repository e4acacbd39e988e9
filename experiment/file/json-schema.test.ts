import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { probeKinds } from '../probes/kinds.ts';
import { experimentJsonSchema } from './json-schema.ts';

const file = 'chaos/experiments/experiment.schema.json';
const schema = experimentJsonSchema();

describe('the JSON Schema of experiments', () => {
  it(`is the one in ${file}; if not: ./lab experiment schema --out ${file}`, () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
  });

  it('tells of every fault and every probe', () => {
    const text = JSON.stringify(schema);
    for (const { name, summary } of catalogue) {
      expect(text).toContain(`"const":${JSON.stringify(name)}`);
      expect(text).toContain(JSON.stringify(summary).slice(1, -1));
    }
    for (const { type, summary } of probeKinds) {
      expect(text).toContain(`"const":${JSON.stringify(type)}`);
      expect(text).toContain(JSON.stringify(summary).slice(1, -1));
    }
  });

  const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

  it.each(globSync('chaos/experiments/*.yaml'))('accepts %s, which names it for editors', (path) => {
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=experiment\.schema\.json\n/);
    expect(validator.safeParse(parse(text)).error).toBeUndefined();
  });

  it('refuses a field that does not exist and a value of the wrong type', () => {
    const text = readFileSync('chaos/experiments/slow-and-throttled-checkout.yaml', 'utf8');
    expect(validator.safeParse(parse(text.replace('percentage: 30', 'percentge: 30'))).success).toBe(false);
    expect(validator.safeParse(parse(text.replace('rate: 6', 'rate: fast'))).success).toBe(false);
    expect(validator.safeParse(parse(text.replace('duration: 20s', 'duration: 20'))).success).toBe(false);
  });
});
