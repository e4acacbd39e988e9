import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from './catalogue.ts';
import { type Fault, places } from './fault.ts';
import { ruleSchema } from './rule.ts';

const faults: readonly Fault[] = catalogue;
const folders = {
  ...{ function: 'functions', record: 'records', call: 'calls' },
  ...{ setting: 'settings', cloud: 'cloud', environment: 'environments' },
};

describe('the catalogue', () => {
  it('names each fault once, in kebab-case, and lists them by place', () => {
    const names = faults.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    const order = faults.map(({ place }) => places.indexOf(place));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it.each(faults)('has $name in the folder of its place', ({ name, place }) => {
    expect(existsSync(join(import.meta.dirname, folders[place], `${name}.ts`))).toBe(true);
  });

  it.each(faults)('has in its example of $name a rule that would act', ({ name, example, summary, description }) => {
    const rule = { id: 'r', fault: name, seed: 1, startsAt: 0, expiresAt: 1, ...example };
    expect(ruleSchema.safeParse(rule).error).toBeUndefined();
    expect(summary).toMatch(/\.$/);
    expect(description.length).toBeGreaterThan(summary.length);
  });

  it('hits all attempts of all keys where a rule says nothing else', () => {
    const rule = { id: 'r', fault: 'throttle', target: { function: 'f' }, seed: 1, startsAt: 0, expiresAt: 1 };
    expect(ruleSchema.parse(rule)).toEqual({ ...rule, percentage: 100, parameters: {} });
  });

  it.each([
    ['first', 0],
    ['every', 0],
    ['percentage', 101],
    ['keys', ''],
    ['tries', 3],
  ])('refuses a rule with %s %j', (field, value) => {
    const rule = { id: 'r', fault: 'crash', target: { function: 'f' }, seed: 1, startsAt: 0, expiresAt: 1 };
    expect(ruleSchema.safeParse({ ...rule, [field]: value }).success).toBe(false);
  });
});
