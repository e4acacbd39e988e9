import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import { givenOf, type Tried, triedOf } from './tried.ts';

/** No id is given twice: each `ok` of `f: "generate"` has another one. */
export const uniqueIds: Checker = {
  name: 'unique-ids',
  claim: 'No id is generated twice.',
  complexity: 'O(n)',
  source: 'Jepsen: jepsen.checker/unique-ids',
  definite: true,
  looksFor: { words: ['generate'], counted: ['generated'] },
  check(history) {
    const tried = triedOf(history, ['generate']);
    const given = new Map<string, Tried[]>();
    for (const each of tried) {
      if (each.outcome !== 'ok') continue;
      const id = canonicalText(givenOf(each, each.output));
      const known = given.get(id);
      if (known === undefined) given.set(id, [each]);
      else known.push(each);
    }
    const repeated = [...given].filter(([, times]) => times.length > 1);
    const violations = repeated.map(([id, times]) => {
      return { id, what: `was generated ${times.length} times`, events: times.flatMap(({ events }) => events) };
    });
    const generated = tried.filter(({ outcome }) => outcome === 'ok').length;
    return resultOf(violations, { attempted: tried.length, generated, ids: given.size });
  },
};
