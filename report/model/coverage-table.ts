import {
  type Coverage,
  type CrashPoint,
  cellsOf,
  type Outcome,
  type Result,
  type Sweep,
  waysOf,
} from '../../run/sweep-file.ts';
import { counted } from '../markup/format.ts';
import { countedUnits, type UnitName } from './units/unit-name.ts';

/** What is known of a point in one way; nothing where the run was cut short. */
export type Cell = Result | 'not-judged';

/** A way to be hurt, in words for the head of a table. */
export interface Way {
  readonly name: string;
  readonly side: 'before' | 'after';
  readonly how: string;
}

/** An AWS call, and a cell for each way, in the order of the ways. */
export interface Row {
  readonly point: CrashPoint;
  readonly cells: readonly Cell[];
}

/** What a sweep went through, as a table: rows in the order in which a unit comes by them. */
export interface CoverageTable {
  readonly ways: readonly Way[];
  readonly rows: readonly Row[];
  /** Absent where the run was not judged. */
  readonly coverage: Coverage | undefined;
  /** How many units were sent to be hurt. */
  readonly sent: number;
  /** Units that did not end as they should. */
  readonly violated: readonly Outcome[];
  /** Names of points and ways at which no fault fired. */
  readonly neverFired: readonly string[];
}

/** The table of a sweep. Pure. */
export function coverageTableOf(sweep: Sweep): CoverageTable {
  const ways = waysOf(sweep);
  const { outcomes, coverage, points, trials } = sweep;
  const cellAt = outcomes === undefined ? () => 'not-judged' as const : cellsOf(outcomes);
  const rows = points.map((point) => ({ point, cells: ways.map((way): Cell => cellAt(point.name, way)) }));
  return {
    ways: ways.map(wayOf),
    rows,
    coverage,
    sent: trials.length,
    violated: (outcomes ?? []).filter(({ result }) => result === 'violated'),
    neverFired: rows.flatMap(({ point, cells }) =>
      cells.flatMap((cell, at) => (cell === 'never-fired' ? [`${point.name}.${ways[at]}`] : [])),
    ),
  };
}

/** Rows that stand together, in their order. */
export function groupedBy(
  rows: readonly Row[],
  name: (point: CrashPoint) => string,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(name(row.point), [...(groups.get(name(row.point)) ?? []), row]);
  return groups;
}

/** How many of some rows survived in one way, in words. */
export interface Tally {
  readonly tone: 'pass' | 'fail' | 'inconclusive';
  /** `4`, `3 of 4`, or `?` where nobody judged. */
  readonly text: string;
}

/** How many of these rows survived in each way. */
export function talliesOf(rows: readonly Row[], ways: readonly Way[]): readonly Tally[] {
  return ways.map((_, at) => {
    const cells = rows.map((row) => row.cells[at]);
    const survived = cells.filter((cell) => cell === 'survived').length;
    if (survived === rows.length) return { tone: 'pass', text: `${survived}` };
    if (cells.every((cell) => cell === 'not-judged')) return { tone: 'inconclusive', text: '?' };
    return { tone: cells.includes('violated') ? 'fail' : 'inconclusive', text: `${survived} of ${rows.length}` };
  });
}

/** `PutItem payments`: the call without what every name here begins with. @param short shortens physical names */
export function callOf(
  { operation, resources }: CrashPoint,
  short: (name: string) => string,
): { readonly operation: string; readonly on: string } {
  return { operation: operation.replace(/^.*:/, ''), on: resources.map(short).join(', ') };
}

/** What was done, in one sentence. */
export function coverageSentence({ coverage, rows, ways, sent }: CoverageTable, unit: UnitName): string {
  if (coverage === undefined)
    return `${rows.length} AWS calls were found and ${countedUnits(sent, unit)} sent to be hurt in ${ways.length} ways; what became of them was not judged.`;
  const { points, cells, fired, survived, violated, neverFired } = coverage;
  return `${counted(points, 'AWS call')}, hurt in ${counted(cells, 'way')}: ${counted(fired, 'fault')} fired, ${survived} survived, ${violated} violated, ${neverFired} never fired.`;
}

const words: Readonly<Record<string, string>> = { 'lost-acknowledgement': 'answer lost' };

function wayOf(name: string): Way {
  const how = name.replace(/^(before|after)-/, '');
  return { name, side: name.startsWith('before-') ? 'before' : 'after', how: words[how] ?? how };
}
