import * as z from 'zod';
import { groupBy, operationsOf } from '../../readings/operations.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

const anything = z.unknown();

/**
 * What is published was committed before, and what was committed is published at least once. A record of unknown outcome
 * may be published or not; a publication of unknown outcome may be the one that was owed.
 */
export const outbox: Checker = {
  name: 'outbox',
  claim: 'Every committed record is published at least once, and nothing is published that was not committed before.',
  complexity: 'O(n)',
  source: 'Richardson: Transactional outbox; aws-semantics: outbox',
  definite: false,
  looksFor: { words: ['outbox', 'publish'], counted: ['records', 'published'] },
  check(history) {
    const records = groupBy(operationsOf(history, 'outbox', anything), ({ key }) => key);
    const published = groupBy(operationsOf(history, 'publish', anything), ({ key }) => key);
    const violations: Violation[] = [];
    const counts = { records: records.size, published: published.size, repeated: 0 };
    for (const [id, commits] of records) {
      const owed = commits.find(({ outcome }) => outcome === 'ok');
      const perhaps = published.get(id)?.some(({ outcome }) => outcome !== 'fail');
      if (owed !== undefined && !perhaps)
        violations.push({ id, what: 'committed, never published', events: owed.events });
    }
    for (const [id, publications] of published) {
      const certain = publications.filter(({ outcome }) => outcome === 'ok');
      if (certain.length > 1) counts.repeated += 1;
      const [first] = certain;
      if (first === undefined) continue;
      const commits = (records.get(id) ?? []).filter(({ outcome }) => outcome !== 'fail');
      const events = [...first.events, ...commits.flatMap((commit) => commit.events)];
      if (commits.length === 0) violations.push({ id, what: 'published, but never committed', events });
      else if (certain.some(({ end }) => commits.every(({ start }) => start > end))) {
        violations.push({ id, what: 'published before it was committed', events });
      }
    }
    return resultOf(violations, counts);
  },
};
