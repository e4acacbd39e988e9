import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from './check/catalogue.ts';
import { workloadCheckers } from './checkers/workloads/workload-checkers.ts';
import { modelCalled } from './linearizability/models/models.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const table = readme.split('<!-- jepsen -->\n')[1]?.split('<!-- /jepsen -->')[0] ?? '';
const rows = [...table.matchAll(/^\| ([^|]+) \| `([a-z-]+)(?: --model ([a-z:0-9-]+))?` \|$/gm)];

describe('the table of Jepsen’s checkers', () => {
  it('has a row for each, of the same form', () => {
    expect(rows.length).toBeGreaterThan(25);
    expect(rows).toHaveLength(table.trim().split('\n').length - 2);
  });

  it.each(rows.map(([, there, checker, model]) => [there, checker, model]))(
    '%s: %s %s is there',
    (_, checker, model) => {
      const entry = catalogue.get(checker as string);
      expect(entry).toBeDefined();
      if (model === undefined) return;
      expect(entry?.models).toContain(model);
      expect(modelCalled(model)?.name).toBe(model);
    },
  );

  it('leaves out no checker of a workload', () => {
    const named = new Set(rows.map(([, , checker]) => checker));
    expect(workloadCheckers.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  it.each([
    ...[
      'checker/linearizable',
      'checker/queue',
      'checker/set',
      'checker/set-full',
      'checker/total-queue',
      'checker/unique-ids',
    ],
    ...[
      'checker/counter',
      'checker/stats',
      'tests.adya',
      'tests.bank',
      'tests.causal',
      'tests.causal-reverse',
      'tests.cycle.append',
    ],
    ...[
      'tests.cycle.wr',
      'tests.linearizable-register',
      'tests.long-fork',
      'tests.kafka',
      'elle-cli rw-register',
      'elle-cli list-append',
    ],
    ...[
      'elle-cli bank',
      'elle-cli counter',
      'elle-cli set',
      'elle-cli set-full',
      'elle-cli long-fork',
      'elle-cli mutex',
    ],
    ...['elle-cli cas-register', 'elle-cli comments', 'elle-cli sequential'],
  ])('tells of %s', (there) => {
    expect(rows.flatMap(([, names = '']) => names.split(', '))).toContain(there);
  });
});
