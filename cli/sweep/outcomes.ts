import type { Sweep, Trial } from '../../chaos/runner/sweep/sweep-file.ts';
import type { SagaItem } from '../../observe/order-system.ts';
import type { Injection } from '../../observe/run-files.ts';
import type { Verdict } from '../../verify/verdict-schema.ts';

/** What became of an order that was to be hurt. */
export interface Outcome extends Trial {
  readonly result: 'survived' | 'violated' | 'never-fired';
  /** What is wrong with the order, one sentence each. */
  readonly problems: readonly string[];
}

/** What the judge and the collector of a run found, as far as single orders are concerned. */
export interface Evidence {
  readonly injections: readonly Pick<Injection, 'rule'>[];
  readonly sagas: readonly Pick<SagaItem, 'id' | 'status' | 'reason'>[];
  readonly verdict: Pick<Verdict, 'invariants'>;
}

/** How much of a sweep was done. */
export interface Coverage {
  readonly points: number;
  /** Points in each way: what had to be done. */
  readonly cells: number;
  readonly fired: number;
  readonly survived: number;
  readonly violated: number;
  readonly neverFired: number;
}

/**
 * Joins each trial to its fault and its order: an order survives whose fault fired, that ended as its content asks for, and
 * that no invariant names. Pure.
 */
export function outcomesOf(trials: readonly Trial[], { injections, sagas, verdict }: Evidence): Outcome[] {
  const fired = new Set(injections.map(({ rule }) => rule));
  const sagaOf = new Map(sagas.map((saga) => [saga.id, saga]));
  const named = new Map<string, string[]>();
  for (const { name, counterexample } of verdict.invariants) {
    for (const { id, what } of counterexample?.violations ?? []) {
      named.set(id, [...(named.get(id) ?? []), `${name}: ${what}`]);
    }
  }
  return trials.map((trial) => {
    const { orderId, idempotencyKey, expected, rule } = trial;
    const end = endOf(sagaOf.get(orderId));
    const problems = [
      ...(end === expected ? [] : [`expected to be ${expected}, but it is ${end}`]),
      ...(named.get(orderId) ?? []),
      ...(named.get(idempotencyKey) ?? []),
    ];
    const result = problems.length > 0 ? 'violated' : fired.has(rule) ? 'survived' : 'never-fired';
    return { ...trial, result, problems };
  });
}

/** What is known of each point and way; of several orders the worst counts, and one whose fault fired more than one whose did not. */
export function cellsOf(outcomes: readonly Outcome[]): ReadonlyMap<string, Outcome['result']> {
  const cells = new Map<string, Outcome['result']>();
  const weight = { 'never-fired': 0, survived: 1, violated: 2 };
  for (const { point, variant, result } of outcomes) {
    const cell = cellName(point, variant);
    const known = cells.get(cell);
    if (known === undefined || weight[result] > weight[known]) cells.set(cell, result);
  }
  return cells;
}

export function cellName(point: string, variant: string): string {
  return `${point} ${variant}`;
}

export function coverageOf(
  points: Sweep['points'],
  variants: readonly string[],
  outcomes: readonly Outcome[],
): Coverage {
  const cells = cellsOf(outcomes);
  const all = points.flatMap(({ name }) =>
    variants.map((variant) => cells.get(cellName(name, variant)) ?? 'never-fired'),
  );
  const count = (result: Outcome['result']) => all.filter((one) => one === result).length;
  const neverFired = count('never-fired');
  return {
    points: points.length,
    cells: all.length,
    fired: all.length - neverFired,
    survived: count('survived'),
    violated: count('violated'),
    neverFired,
  };
}

/** @param verdict the exit code of the judge */
export function exitCodeOf(verdict: number, { violated, neverFired }: Coverage): number {
  if (verdict === 1 || violated > 0) return 1;
  return neverFired > 0 ? 2 : verdict;
}

function endOf(saga: Evidence['sagas'][number] | undefined): string {
  if (saga === undefined) return 'unknown to the system';
  const { status, reason } = saga;
  if (status === 'confirmed') return status;
  return status === 'cancelled' ? (reason ?? status) : `still ${status}`;
}
