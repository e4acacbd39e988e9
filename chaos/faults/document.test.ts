import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { catalogue } from './catalogue.ts';
import { DOCUMENT, faultsDocument } from './document.ts';
import { faultSchema } from './rule.ts';

const text = faultsDocument();

describe('the document of all faults', () => {
  it('is as the catalogue is now; if not: npm run -s faults-document', () => {
    expect(readFileSync(DOCUMENT, 'utf8') === text).toBe(true);
  });

  it('has a section for each fault, with an example that a rule could be made of', () => {
    const sections = text.split('\n### ').slice(1);
    expect(sections.map((section) => section.split('`')[1])).toEqual(catalogue.map(({ name }) => name));
    for (const section of sections) {
      const [, example = ''] = section.split('```yaml\n');
      const { error } = faultSchema({}).safeParse(parse(example.split('```')[0] ?? ''));
      expect(error).toBeUndefined();
    }
  });
});
