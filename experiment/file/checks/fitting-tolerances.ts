import { kindOf } from '../../probes/ask.ts';
import type { ProbeProvider } from '../../probes/probe-schema.ts';
import type { Tolerance } from '../../probes/tolerance-schema.ts';
import type { Check, Mistake } from './check.ts';

/** A tolerance must be able to hold for what its probe answers, and a probe must be able to answer where it stands. */
export const fittingTolerances: Check = ({
  method,
  'stop-conditions': stops,
  'steady-state-hypothesis': hypothesis,
}) => [
  ...method.flatMap((step, index) =>
    step.type === 'probe' ? misfits(step.provider, step.tolerance, ['method', index]) : [],
  ),
  ...stops.flatMap(({ provider, tolerance }, index) => misfits(provider, tolerance, ['stop-conditions', index])),
  ...(hypothesis?.probes ?? []).flatMap(({ provider, tolerance }, index) => {
    const path = ['steady-state-hypothesis', 'probes', index];
    const { needsLoad } = kindOf(provider);
    const says = `"${provider.type}" has no answer before the method: ${needsLoad}; make it a step of the method or a stop condition`;
    return [
      ...(needsLoad === undefined ? [] : [{ path: [...path, 'provider', 'type'], says }]),
      ...misfits(provider, tolerance, path),
    ];
  }),
];

function misfits(
  provider: ProbeProvider,
  tolerance: Tolerance | undefined,
  path: readonly (string | number)[],
): Mistake[] {
  const { answers, type } = kindOf(provider);
  if (tolerance === undefined || answers === 'anything') return [];
  const at = [...path, 'tolerance'];
  if (typeof tolerance === 'string' || typeof tolerance === 'boolean') {
    return [
      { path: at, says: `expected a number or a range, got ${JSON.stringify(tolerance)}: "${type}" gives a number` },
    ];
  }
  if (answers === 'http' || typeof tolerance === 'number' || Array.isArray(tolerance)) return [];
  if (tolerance.type === 'jsonpath') {
    return [{ path: [...at, 'type'], says: `a path finds nothing in a number, which is all that "${type}" gives` }];
  }
  if (tolerance.target === undefined) return [];
  return [
    { path: [...at, 'target'], says: `only an answer over HTTP has a ${tolerance.target}, "${type}" gives a number` },
  ];
}
