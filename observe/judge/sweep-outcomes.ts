import type { Injection } from '../../run/run-files.ts';
import { type Coverage, cellsOf, type Outcome, type Result, type Sweep, waysOf } from '../../run/sweep-file.ts';
import type { Verdict } from '../../verify/verdict/verdict-schema.ts';

/** What the ledger and the judge of a run say, as far as single units are concerned. */
interface Evidence {
  readonly injections: readonly Pick<Injection, 'rule'>[];
  readonly verdict: Pick<Verdict, 'invariants'>;
}

/** Joins each trial of a sweep to its fault and its unit: one survives whose fault fired and that no broken invariant names. Pure. */
export function judgedSweep(sweep: Sweep, { injections, verdict }: Evidence): Required<Sweep> {
  const fired = new Set(injections.map(({ rule }) => rule));
  const named = new Map<string, string[]>();
  for (const { name, valid, counterexample } of verdict.invariants) {
    if (valid !== false) continue;
    for (const { id, what } of counterexample?.violations ?? []) {
      named.set(id, [...(named.get(id) ?? []), `${name}: ${what}`]);
    }
  }
  const outcomes = sweep.trials.map((trial): Outcome => {
    const { unit, key, rule } = trial;
    const problems = [...(named.get(unit) ?? []), ...(named.get(key) ?? [])];
    const result = problems.length > 0 ? 'violated' : fired.has(rule) ? 'survived' : 'never-fired';
    return { ...trial, result, problems };
  });
  return { ...sweep, outcomes, coverage: coverageOf(sweep, outcomes) };
}

function coverageOf(sweep: Sweep, outcomes: readonly Outcome[]): Coverage {
  const ways = waysOf(sweep);
  const cellAt = cellsOf(outcomes);
  const cells = sweep.points.flatMap(({ name }) => ways.map((way) => cellAt(name, way)));
  const count = (result: Result) => cells.filter((one) => one === result).length;
  const neverFired = count('never-fired');
  return {
    points: sweep.points.length,
    cells: cells.length,
    fired: cells.length - neverFired,
    survived: count('survived'),
    violated: count('violated'),
    neverFired,
  };
}
