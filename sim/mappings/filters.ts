import { matchesPattern } from '../patterns/matches.ts';
import type { FilterCriteria } from './invocation.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a filter of a mapping says, ready to be asked. Throws a `TypeError` for a pattern that is no JSON object. */
export function readFilters(criteria: FilterCriteria | undefined): (event: Values) => boolean {
  const patterns = (criteria?.Filters ?? []).map(({ Pattern = '' }): Values => {
    let pattern: unknown;
    try {
      pattern = JSON.parse(Pattern);
    } catch {
      pattern = undefined;
    }
    if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern))
      throw new TypeError(`Invalid filter pattern definition: ${Pattern}; expected a JSON object`);
    return pattern as Values;
  });
  // One that holds is enough, and without any everything passes.
  return (event) => patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, event));
}
