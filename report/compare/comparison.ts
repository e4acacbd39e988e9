import type { FaultFact, Invariant, Percentiles } from '../../verify/verdict/verdict-schema.ts';
import { count, duration } from '../markup/format.ts';
import type { Status } from '../markup/status.ts';
import { statusOf } from '../markup/status.ts';
import { factsByRow } from '../model/rule-rows.ts';
import type { Run } from '../model/run.ts';
import type { Service } from '../model/series/objective.ts';
import type { UnitName } from '../model/units/unit-name.ts';
import { type Side, sharedUnit } from './side.ts';

/** One line of a comparison: the same thing of both runs. Absent where a run does not know it. */
export interface Row {
  readonly label: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
  /** How the right one differs, `+1.2 s (+35 %)`; absent where there is nothing to subtract. */
  readonly change: string | undefined;
  /** The verdict of each, for what was judged. Measurements have none: two runs are too few to call one better. */
  readonly statuses?: readonly [Status | undefined, Status | undefined];
}

/** Rows that belong together, with the file that they come from. */
export interface Group {
  readonly title: string;
  readonly source: string;
  readonly rows: readonly Row[];
}

/** What two runs have in common and where they differ, the verdicts first. */
export function compare(left: Side, right: Side): readonly Group[] {
  const unit = sharedUnit(left, right);
  const groups = [
    { title: 'Verdicts', source: 'verdict.json', rows: verdicts(left, right) },
    { title: 'Outcomes', source: 'verdict.json', rows: outcomes(left.run, right.run, unit) },
    { title: 'Times', source: 'verdict.json', rows: times(left.run, right.run) },
    { title: 'Throughput', source: 'verdict.json', rows: throughput(left.run, right.run, unit) },
    { title: 'Service level', source: 'client.jsonl', rows: serviceLevel(left.service, right.service) },
    { title: 'Faults and recovery', source: 'verdict.json', rows: faults(left.run, right.run, unit) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

function verdicts({ run: a, headline: left }: Side, { run: b, headline: right }: Side): Row[] {
  const of = (run: Run, name: string) => run.verdict?.invariants.find((one) => one.name === name);
  const judged = names(a, b, (run) => (run.verdict?.invariants ?? []).map(({ name }) => name)).map((name) => {
    const [one, other] = [of(a, name), of(b, name)];
    return judgement(name, invariantWords(one), invariantWords(other), [
      one && statusOf(one.valid),
      other && statusOf(other.valid),
    ]);
  });
  return [judgement('the run', left.status, right.status, [left.status, right.status]), ...judged];
}

function invariantWords(invariant: Invariant | undefined): string | undefined {
  if (invariant === undefined) return undefined;
  const words = { pass: 'holds', fail: 'broken', inconclusive: 'not judged' }[statusOf(invariant.valid)];
  return invariant.counterexample === undefined ? words : `${words} by ${count(invariant.counterexample.total)}`;
}

function judgement(
  label: string,
  left: string | undefined,
  right: string | undefined,
  statuses: readonly [Status | undefined, Status | undefined],
): Row {
  const [one, other] = statuses;
  const known = one !== undefined && other !== undefined;
  const change = one === other ? 'same' : `${one} → ${other}`;
  return { label, left, right, change: known ? change : undefined, statuses };
}

function outcomes(left: Run, right: Run, { many }: UnitName): Row[] {
  const facts = ({ verdict }: Run) => verdict?.facts;
  const requests = (key: 'keys' | 'attempts' | 'accepted' | 'refused' | 'unknown' | 'repeated', label: string) =>
    amount(label, facts(left)?.requests[key], facts(right)?.requests[key], count);
  const tally = (of: 'outcomes' | 'reasons', label: (name: string) => string) =>
    names(left, right, (run) => Object.keys(facts(run)?.units[of] ?? {})).map((name) => {
      const one = (run: Run) => facts(run) && (facts(run)?.units[of][name] ?? 0);
      return amount(label(name), one(left), one(right), count);
    });
  return known([
    requests('keys', `${many} asked for`),
    requests('accepted', `${many} accepted`),
    requests('attempts', 'requests'),
    requests('repeated', 'requests repeated'),
    requests('refused', 'requests refused'),
    requests('unknown', 'requests without a certain answer'),
    ...tally('outcomes', (name) => name),
    ...tally('reasons', (name) => `for ${name}`),
    amount('still open', facts(left)?.units.open, facts(right)?.units.open, count),
    amount('another outcome than asked for', facts(left)?.units.unexpected, facts(right)?.units.unexpected, count),
  ]);
}

function times(left: Run, right: Run): Row[] {
  const measures = [
    ['latencyMs', 'answer'],
    ['unitMs', 'outcome'],
  ] as const;
  return known(
    measures.flatMap(([measure, label]) => {
      const row = (part: 'all' | 'inFaults' | 'outsideFaults', key: keyof Percentiles, suffix = '') => {
        const of = ({ verdict }: Run) => verdict?.facts[measure][part]?.[key];
        return amount(`${label}, ${key}${suffix}`, of(left), of(right), duration);
      };
      return [
        row('all', 'p50'),
        row('all', 'p95'),
        row('all', 'p99'),
        row('all', 'max'),
        row('inFaults', 'p95', ' in faults'),
        row('outsideFaults', 'p95', ' outside'),
      ];
    }),
  );
}

function throughput(left: Run, right: Run, { many }: UnitName): Row[] {
  const row = (key: 'seconds' | 'requestsPerSecond' | 'unitsPerSecond', label: string, format: Format) => {
    const of = ({ verdict }: Run) => verdict?.facts.throughput[key];
    return amount(label, of(left), of(right), format);
  };
  const rate = (value: number) => value.toFixed(2);
  return known([
    row('requestsPerSecond', 'requests a second', rate),
    row('unitsPerSecond', `${many} a second`, rate),
    row('seconds', 'from first request to last answer', (seconds) => duration(seconds * 1000)),
  ]);
}

function serviceLevel(one: Service | undefined, other: Service | undefined): Row[] {
  const row = (label: string, of: (service: Service) => number, format: Format) => {
    const shares = amount(label, one && of(one), other && of(other), format);
    // A share of a share confuses: the difference is in points.
    return { ...shares, change: shares.change?.replace(/ %( \(.*\))?$/, ' points') };
  };
  return known([
    row(
      'availability',
      ({ availability }) => availability,
      (value) => `${Number(value.toFixed(1))} %`,
    ),
    row(
      'error budget burnt',
      ({ burnt }) => Math.round(burnt),
      (value) => `${count(value)} %`,
    ),
  ]);
}

function faults(left: Run, right: Run, { many }: UnitName): Row[] {
  const of = (run: Run, rule: string) => factsByRow(run).find((fact) => fact.rule === rule);
  return names(left, right, (run) => factsByRow(run).map(({ rule }) => rule)).flatMap((rule) => {
    const [one, other] = [of(left, rule), of(right, rule)];
    const recovery = amount(
      `${rule}: steady again after`,
      one?.recoveredAfterMs ?? undefined,
      other?.recoveredAfterMs ?? undefined,
      duration,
    );
    return known([
      amount(`${rule}: fired`, one?.fired, other?.fired, count),
      amount(`${rule}: ${many} hit`, one?.keys, other?.keys, count),
      { ...recovery, left: recovery.left ?? neverSteady(one), right: recovery.right ?? neverSteady(other) },
    ]);
  });
}

function neverSteady(fact: FaultFact | undefined): string | undefined {
  return fact?.recoveredAfterMs === null ? 'not within the run' : undefined;
}

type Format = (value: number) => string;

function amount(label: string, left: number | undefined, right: number | undefined, format: Format): Row {
  const show = (value: number | undefined) => (value === undefined ? undefined : format(value));
  const change = left === undefined || right === undefined ? undefined : changeOf(left, right, format);
  return { label, left: show(left), right: show(right), change };
}

/** The difference with its sign, and what is measured also as a share of the left one where that is not 0. */
export function changeOf(left: number, right: number, format: Format): string {
  const difference = right - left;
  if (difference === 0) return 'same';
  const sign = difference > 0 ? '+' : '−';
  // Of a few units a share says nothing that the difference does not say better.
  const share = left === 0 || format === count ? '' : ` (${sign}${Math.round((Math.abs(difference) / left) * 100)} %)`;
  return `${sign}${format(Math.abs(difference))}${share}`;
}

function known(rows: readonly Row[]): Row[] {
  return rows.filter(({ left, right }) => left !== undefined || right !== undefined);
}

/** Every name that either run has: those of the left one, and then what only the right one has. */
function names(left: Run, right: Run, of: (run: Run) => readonly string[]): readonly string[] {
  return [...new Set([...of(left), ...of(right)])];
}
