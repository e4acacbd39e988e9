import type { FaultFact, Invariant, Verdict, Windowed } from './verdict-schema.ts';

const marks = { true: '✓', false: '✗', unknown: '?' } as const;
const shownIds = 8;

/** A verdict for a terminal: plain lines, no colours, the verdict first. */
export function summarise(verdict: Verdict): string[] {
  const { invariants, faults, facts, history } = verdict;
  const width = Math.max(0, ...invariants.map((invariant) => invariant.name.length));
  const { requests, sagas, throughput } = facts;
  return [
    `${verdict.verdict.toUpperCase()}  ${headline(verdict)}`,
    ...invariants.flatMap((invariant) => invariantLines(invariant, width)),
    ...faults.map((fault) => `  ${fault.fired > 0 ? '⚡' : '?'} ${faultLine(fault)}`),
    `  requests  ${counted({ attempts: requests.attempts, keys: requests.keys, accepted: requests.accepted, refused: requests.refused, unknown: requests.unknown })}`,
    `  sagas     ${counted({ ...sagas.outcomes, open: sagas.open })}${reasons(sagas.reasons)}; as asked ${sagas.total - sagas.open - sagas.unexpected}, otherwise ${sagas.unexpected}`,
    `  answers   ${latency(facts.latencyMs)}`,
    `  to final  ${latency(facts.sagaMs)}`,
    `  rate      ${throughput.requestsPerSecond} requests/s, ${throughput.sagasPerSecond} sagas/s over ${throughput.seconds.toFixed(1)} s`,
    ...untested(facts.sometimes),
    ...history.problems.map((problem) => `  ! ${problem}`),
  ];
}

/** What never happened, so that the run says nothing of it. */
function untested(sometimes: Verdict['facts']['sometimes'] = {}): string[] {
  const never = Object.entries(sometimes).flatMap(([what, count]) => (count === 0 ? [what] : []));
  return never.length === 0 ? [] : [`  untested  never ${never.join('; never ')}`];
}

function headline({ verdict, invariants, faults, reasons: why }: Verdict): string {
  const held = invariants.filter((invariant) => invariant.valid === true).length;
  const fired = faults.reduce((total, fault) => total + fault.fired, 0);
  const tally = `${held} of ${invariants.length} invariants hold, ${faults.length} faults fired ${fired} times`;
  return verdict === 'pass' || why[0] === undefined
    ? tally
    : `${tally}: ${why[0]}${why.length > 1 ? ` (${why.length - 1} more)` : ''}`;
}

function invariantLines(invariant: Invariant, width: number): string[] {
  const mark = marks[`${invariant.valid}`];
  const line = `  ${mark} ${invariant.name.padEnd(width)}  ${counted(invariant.counts)}`.trimEnd();
  if (invariant.valid === 'unknown') return [line, `      ${invariant.error ?? 'could not be judged'}`];
  const example = invariant.counterexample;
  if (example === undefined) return [line];
  const more = example.total > shownIds ? ` and ${example.total - shownIds} more` : '';
  return [line, `      ${example.summary}`, `      offending: ${example.ids.slice(0, shownIds).join(', ')}${more}`];
}

function faultLine(fault: FaultFact): string {
  const hits = fault.fired === 0 ? 'never fired' : `fired ${fault.fired} times on ${fault.keys} keys`;
  const recovered = fault.recoveredAfterMs;
  const recovery =
    recovered === undefined
      ? fault.recoveryNotMeasured === undefined
        ? ''
        : `, recovery not measured (${fault.recoveryNotMeasured})`
      : recovered === null
        ? ', no recovery seen'
        : `, steady again ${(recovered / 1000).toFixed(1)} s after its end`;
  return `${fault.rule} (${fault.fault}) ${hits}${recovery}`;
}

function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

function reasons(counts: Readonly<Record<string, number>>): string {
  return Object.keys(counts).length === 0 ? '' : ` (${counted(counts)})`;
}

function latency({ all, inFaults, outsideFaults }: Windowed): string {
  if (all === null) return 'nothing was measured';
  const part = (name: string, measured: Windowed['all']): string =>
    measured === null ? '' : `${name} p50 ${measured.p50} p95 ${measured.p95} p99 ${measured.p99} ms`;
  return [part('all', all), part('in faults', inFaults), part('outside', outsideFaults)]
    .filter((text) => text !== '')
    .join('; ');
}
