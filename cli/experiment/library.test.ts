import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../kernel/project.ts';
import { exercises } from './exercised.ts';
import { tableDocuments, withTable } from './tables.ts';

describe('the library of experiments', () => {
  it('exercises every fault of the catalogue on LocalStack, or an integration test does', async () => {
    const idle = (await exercises()).filter(({ experiments, tests }) => experiments.length + tests.length === 0);
    expect(idle.map(({ fault }) => fault)).toEqual([]);
  });

  it('is what its documents tell: npm run -s experiment-tables', async () => {
    const documents = await tableDocuments();
    expect(documents.length).toBeGreaterThan(1);
    for (const document of documents) {
      expect(readFileSync(join(projectRoot, document.path), 'utf8')).toBe(withTable(document));
    }
  });
});
