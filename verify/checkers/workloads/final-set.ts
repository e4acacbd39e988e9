import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { byKey, givenOf, listOf, named, type Tried, triedOf } from './tried.ts';

/**
 * The last `read` of a set holds every value whose `add` was over before it began, and none that nobody tried to add, or whose
 * add failed. What is read in between is `growing-set`'s.
 */
export const finalSet: Checker = {
  name: 'final-set',
  claim: 'The last read of a set holds all that was added, and nothing else.',
  complexity: 'O(n)',
  source: 'Jepsen: jepsen.checker/set',
  definite: false,
  looksFor: { words: ['add', 'read'], counted: ['reads'] },
  check(history) {
    const violations: Violation[] = [];
    const counts = { added: 0, reads: 0, lost: 0, unexpected: 0, recovered: 0 };
    for (const [key, tried] of byKey(triedOf(history, ['add', 'read']))) {
      const adds = tried.filter(({ f }) => f === 'add');
      counts.added += adds.filter(({ outcome }) => outcome === 'ok').length;
      const last = tried.findLast(({ f, outcome }) => f === 'read' && outcome === 'ok');
      if (last === undefined) continue;
      counts.reads += 1;
      const found = new Set(listOf(last).map(canonicalText));
      const accuse = (what: string, events: readonly number[]): void => {
        violations.push({ id: named(key, 'set'), what, events: [...events, ...last.events] });
      };
      for (const [value, tries] of valuesOf(adds)) {
        const certain = tries.find(({ outcome, ended }) => outcome === 'ok' && ended < last.began);
        if (certain !== undefined && !found.has(value)) {
          counts.lost += 1;
          accuse(`${value} was added and lost`, certain.events);
        }
        if (found.has(value) && tries.every(({ outcome }) => outcome === 'info')) counts.recovered += 1;
        if (tries.some(({ outcome, began }) => outcome !== 'fail' && began < last.ended)) found.delete(value);
      }
      for (const value of found) {
        counts.unexpected += 1;
        accuse(`${value} was read, and nobody had added it`, []);
      }
    }
    return resultOf(violations, counts);
  },
};

/** Tries to add, by value. */
export function valuesOf(adds: readonly Tried[]): Map<string, Tried[]> {
  const values = new Map<string, Tried[]>();
  for (const add of adds) {
    const value = canonicalText(givenOf(add, add.input));
    const known = values.get(value);
    if (known === undefined) values.set(value, [add]);
    else known.push(add);
  }
  return values;
}
