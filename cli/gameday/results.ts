import { styleText } from 'node:util';
import { table } from '../terminal/table.ts';

/** How one experiment of a game day came out. */
export interface Result {
  readonly experiment: string;
  /** 0 pass, 1 fail, 2 inconclusive, 3 it could not be run, 130 it was interrupted. */
  readonly exitCode: number;
  readonly tookMs: number;
  /** The folder of the run, or why there is none, in one line. */
  readonly where: string;
}

/** From the best to the worst: a claim that is broken says more than a run that did not come about. */
const order = [0, 2, 3, 1];
const words: Readonly<Record<number, string>> = {
  0: 'pass',
  1: 'fail',
  2: 'inconclusive',
  3: 'not run',
  130: 'interrupted',
};
const colours = ['green', 'red', 'yellow', 'yellow'] as const;

/** The worst of all exit codes: 1 before 3 before 2 before 0. */
export function worst(results: readonly Result[]): number {
  return results.map(({ exitCode }) => exitCode).reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 0);
}

/** The table at the end of a game day: one line an experiment, those that were not begun as well. */
export function summary(results: readonly Result[], planned: readonly string[]): string[] {
  const rows = results.map(({ experiment, exitCode, tookMs, where }) => [
    experiment,
    words[exitCode] ?? String(exitCode),
    `${(tookMs / 1_000).toFixed(0)} s`,
    where,
  ]);
  const left = planned.slice(results.length).map((experiment) => [experiment, 'not begun', '', '']);
  const lines = table(['experiment', 'verdict', 'took', 'run'], [...rows, ...left]);
  const passed = results.filter(({ exitCode }) => exitCode === 0).length;
  const colour = colours[worst(results)] ?? 'yellow';
  return [
    ...lines,
    '',
    styleText(passed === planned.length ? 'green' : colour, `${passed} of ${planned.length} experiments passed`),
  ];
}
