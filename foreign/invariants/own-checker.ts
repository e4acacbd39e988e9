import type { Happening } from '../../system/happening.ts';
import type { Checker } from '../../verify/verdict/checker.ts';
import { resultOf } from '../../verify/verdict/checker.ts';
import type { Violation } from '../../verify/verdict/verdict-schema.ts';
import type { End, OwnInvariant } from './own-invariant.ts';

interface Finding {
  readonly invariant: string;
  readonly what: string;
}

/** What an app's own invariants say of the end of a run: one event each, and one for each thing that is broken. */
export function ownFindings(invariants: readonly OwnInvariant[], end: End, at: number): Happening[] {
  return invariants.flatMap(({ name, broken }) => {
    const asked: Happening = { f: 'own-invariant', type: 'invoke', process: 'owner', key: name, at };
    try {
      const found = [...broken(end)].map((one) => (typeof one === 'string' ? { key: name, what: one } : one));
      return [
        ...found.map(({ key, what }): Happening => {
          const value: Finding = { invariant: name, what };
          return { f: 'broken', type: 'ok', process: 'owner', key, at, value };
        }),
        { ...asked, type: 'ok' },
      ];
    } catch (error) {
      return [{ ...asked, type: 'info', error: error instanceof Error ? error.message : String(error) }];
    }
  });
}

/** The checker of an invariant from somebody's config: it reads what was found when the run was judged. */
export function ownChecker({ name, claim }: OwnInvariant): Checker {
  return {
    name,
    claim,
    complexity: 'O(n)',
    source: 'the config of the app',
    definite: false,
    check(history) {
      const failed = history.find(({ f, key, type }) => f === 'own-invariant' && key === name && type === 'info');
      if (failed !== undefined) return { valid: 'unknown', counts: {}, error: `it threw: ${failed.error}` };
      const violations = history.flatMap(({ f, key, value, index }): Violation[] => {
        const { invariant, what } = (value ?? {}) as Partial<Finding>;
        return f === 'broken' && invariant === name ? [{ id: String(key), what: what ?? '', events: [index] }] : [];
      });
      return resultOf(violations, {});
    },
  };
}
