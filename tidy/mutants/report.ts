import { dirname } from 'node:path';
import type { Fate } from './hunt.ts';
import { type FileMutant, inWords } from './mutants.ts';

/** A mutant and what became of it; `listed` where it is known to change nothing, `stale` where that is not so any more. */
export interface Outcome {
  readonly mutant: FileMutant;
  readonly fate: Fate['fate'] | 'listed' | 'stale';
}

/** @param isListed whether it is one of those that change nothing */
export function outcomeOf(mutant: FileMutant, fate: Fate['fate'], isListed: boolean): Outcome {
  if (!isListed) return { mutant, fate };
  return { mutant, fate: isAlive({ mutant, fate }) ? 'listed' : 'stale' };
}

/** Whether nobody noticed it. */
export function isAlive({ fate }: Outcome): boolean {
  return fate === 'survived' || fate === 'untested';
}

/** The share of mutants that were killed, in percent, of those that are not listed; 100 of none. */
export function killedPercent(outcomes: readonly Outcome[]): number {
  const counted = outcomes.filter(({ fate }) => fate !== 'listed' && fate !== 'stale');
  return counted.length === 0 ? 100 : (100 * counted.filter((one) => !isAlive(one)).length) / counted.length;
}

/** A survivor: where it is, and what it is. */
export function survivorLine({ mutant, fate }: Outcome): string {
  const untested = fate === 'untested' ? ' (no test passes here)' : '';
  return `${mutant.file}:${mutant.line}: ${inWords(mutant)}${untested}`;
}

/** A table in Markdown: the rate of each folder. */
export function rateTable(outcomes: readonly Outcome[]): string[] {
  const folders = Map.groupBy(outcomes, ({ mutant }) => dirname(mutant.file));
  const row = (name: string, of: readonly Outcome[]) => {
    const count = (...fates: readonly Outcome['fate'][]) => of.filter(({ fate }) => fates.includes(fate)).length;
    const alive = count('survived', 'untested');
    return `| ${name} | ${of.length} | ${count('killed', 'late', 'stale')} | ${count('listed')} | ${alive} | ${killedPercent(of).toFixed(1)} % |`;
  };
  return [
    '| folder | mutants | killed | change nothing | survive | killed of the others |',
    '| --- | --- | --- | --- | --- | --- |',
    ...[...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folder, of]) => row(`\`${folder}\``, of)),
    row('all', outcomes),
  ];
}
