import type { Outcome, Sweep } from '../../run/sweep-file.ts';
import { escapeMarkdown, markdownTable } from '../markup/markdown-text.ts';
import { columns, harmless } from '../markup/terminal-text.ts';
import { coverageTableOf, groupedBy, talliesOf, type Way } from '../model/coverage-table.ts';
import type { Digest } from '../model/digest.ts';
import type { UnitName } from '../model/units/unit-name.ts';

const mostNamed = 20;

/** The coverage of a sweep for a terminal: a row for each stop of a unit, then what is not well. Its sentence is in the headline. */
export function sweepLines(sweep: Sweep, { unit, short }: Pick<Digest, 'unit' | 'short'>): readonly string[] {
  const { ways, rows, violated, neverFired } = coverageTableOf(sweep);
  const stops = [...groupedBy(rows, ({ scenario, function: at, step }) => [scenario, short(at), step].join('\n'))];
  const head = [harmless(unit.one), 'function', 'step', 'calls', ...ways.map(titleOf)];
  const body = stops.map(([stop, of]) => [
    ...stop.split('\n').map(harmless),
    String(of.length),
    ...talliesOf(of, ways).map(({ text }) => text),
  ]);
  const named = [
    ...violated.map((outcome) => `✗ ${told(outcome, unit)}`),
    ...neverFired.map((name) => `? ${name} never fired`),
  ];
  const rest = named.length - mostNamed;
  return [
    ...columns([head, ...body], (_, column) => column > 2).map((cells) => `  ${cells.join('  ').trimEnd()}`),
    '',
    ...named.slice(0, mostNamed).map((line) => `  ${harmless(line)}`),
    ...(rest > 0 ? [`  and ${rest} more in sweep.json`] : []),
    '  Not gone through: calls that a handler makes only after a failure (putting a message off, repeating what was cancelled).',
  ];
}

/** The same in Markdown: a row for each kind of unit. */
export function sweepMarkdown(sweep: Sweep, unit: UnitName): string {
  const { ways, rows, violated, neverFired } = coverageTableOf(sweep);
  const kinds = [...groupedBy(rows, ({ scenario }) => scenario)].map(([name, of]) => [
    escapeMarkdown(name),
    String(of.length),
    ...talliesOf(of, ways).map(({ text }) => text),
  ]);
  const named = [
    ...violated.map((outcome) => `violated: ${told(outcome, unit)}`),
    ...neverFired.map((name) => `never fired: ${name}`),
  ];
  const rest = named.length - mostNamed;
  const list = [
    ...named.slice(0, mostNamed).map((line) => `- ${escapeMarkdown(line)}`),
    ...(rest > 0 ? [`- and ${rest} more in sweep.json`] : []),
  ];
  return [
    markdownTable([escapeMarkdown(unit.one), 'calls', ...ways.map(titleOf)], kinds),
    ...(list.length === 0 ? [] : [list.join('\n')]),
  ].join('\n\n');
}

function told({ rule, unit: id, problems }: Outcome, { one }: UnitName): string {
  return `${rule} (${one} ${id}): ${problems.join('; ')}`;
}

function titleOf({ side, how }: Way): string {
  return `${side}: ${how}`;
}
