import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { probeKinds } from '../probes/kinds.ts';
import { experimentJsonSchema } from './json-schema.ts';
import { samplePath, sampleWith } from './testing/sample.ts';

const file = 'experiment/file/experiment.schema.json';
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

  const library = globSync('functions/*/experiments/{*,sweeps/*}.yaml');

  it.each([samplePath, ...library])('accepts %s, which names it for editors', (path) => {
    const text = readFileSync(path, 'utf8');
    const [, named = ''] = /^# yaml-language-server: \$schema=(.+)\n/.exec(text) ?? [];
    expect(JSON.parse(readFileSync(join(dirname(path), named), 'utf8'))).toEqual(schema);
    expect(validator.safeParse(parse(text)).error).toBeUndefined();
  });

  it('refuses a field that does not exist and a value of the wrong type', () => {
    const accepted = (from: string, to: string) => validator.safeParse(parse(sampleWith([from, to]))).success;
    expect(accepted('percentage: 30', 'percentge: 30')).toBe(false);
    expect(accepted('rate: 6', 'rate: fast')).toBe(false);
    expect(accepted('duration: 20s', 'duration: 20')).toBe(false);
  });
});
