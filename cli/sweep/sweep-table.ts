import type { Sweep } from '../../chaos/runner/sweep/sweep-file.ts';
import { variants } from '../../chaos/runner/sweep/variant.ts';
import { table } from '../table.ts';
import { type Coverage, cellName, cellsOf, type Outcome } from './outcomes.ts';

const marks = { survived: '✓', violated: '✗', 'never-fired': '-' } as const;
const heads = ['kill', 'time-out', 'kill', 'time-out', 'lost ack'];
const MOST_VIOLATIONS = 20;

/** A row a point, under the scenario and the step that it belongs to; a column a way to be hurt. */
export function tableOf(points: Sweep['points'], outcomes: readonly Outcome[]): string[] {
  const cells = cellsOf(outcomes);
  const rows = points.map(({ name, scenario, function: at, step, call, operation, resources }) => [
    ...[scenario, at.replace(/^faultline-/, ''), step, `${call}`],
    `${operation.replace(/^.*:/, '')} ${resources.map((one) => one.replace(/^faultline-/, '')).join(', ')}`,
    ...variants.map((variant) => marks[cells.get(cellName(name, variant.name)) ?? 'never-fired']),
  ]);
  const titles = variants.map(({ name }, n) => `${name.startsWith('before') ? 'before' : 'after'} ${heads[n]}`);
  return table(['scenario', 'function', 'step', 'call', 'AWS call', ...titles], rows);
}

/** Coverage in numbers, and what is wrong with orders that did not survive. */
export function coverageLines(coverage: Coverage, outcomes: readonly Outcome[]): string[] {
  const { points, cells, fired, survived, violated, neverFired } = coverage;
  const percent = (share: number) => `${((100 * share) / Math.max(1, cells)).toFixed(1)} %`;
  const broken = outcomes.filter(({ result }) => result === 'violated');
  const told = broken.slice(0, MOST_VIOLATIONS);
  return [
    ...told.map(({ rule, orderId, problems }) => `  ✗ ${rule} (order ${orderId}): ${problems.join('; ')}`),
    ...(broken.length > told.length ? [`  ... and ${broken.length - told.length} more: see sweep.json`] : []),
    ...(broken.length > 0 ? [''] : []),
    `${points} AWS calls, hurt in ${cells} ways: ${fired} fired (${percent(fired)}), ${survived} survived, ${violated} violated, ${neverFired} never fired.`,
    'Not gone through: calls that a handler makes only after a failure (putting a message off, repeating what was cancelled).',
  ];
}
