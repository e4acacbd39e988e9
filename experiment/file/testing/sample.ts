import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Standing } from '../experiment.ts';

/** An experiment about a system that is nobody's. */
export const samplePath = join(import.meta.dirname, 'sample.yaml');
export const sampleText = readFileSync(samplePath, 'utf8');

/** What a system brings that brings nothing. */
export const nothingStanding: Standing = { steadyState: [], invariants: [] };

/** The sample with other words in it; words that are not there are a mistake of the test. */
export function sampleWith(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((yaml, [from, to]) => {
    if (!yaml.includes(from)) throw new Error(`${samplePath} does not contain ${from}`);
    return yaml.replace(from, () => to);
  }, sampleText);
}
