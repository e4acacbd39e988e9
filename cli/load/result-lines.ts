import { styleText } from 'node:util';
import { type Measures, metrics } from '../../loadtest/measures/measures.ts';
import type { Judged } from '../../loadtest/measures/threshold.ts';
import type { Profile } from '../../loadtest/profiles/profile.ts';
import type { ProfileResult, StageResult } from '../../loadtest/run-profile.ts';
import { table } from '../terminal/table.ts';

export type LoadVerdict = 'pass' | 'fail' | 'inconclusive';

/** A run that could not be judged is neither: the reasons stand beside what was measured. */
export function verdictOf({ judged, problems }: ProfileResult): LoadVerdict {
  if (problems.length > 0) return 'inconclusive';
  return judged.every(({ kept }) => kept) ? 'pass' : 'fail';
}

/** What a result is told by. */
export interface LoadFacts {
  readonly profile: Profile;
  readonly system: string;
  /** Operations a second; undefined where nobody measured it. */
  readonly takes: number | undefined;
  readonly result: ProfileResult;
  readonly verdict: LoadVerdict;
}

/** What came of a load, for the terminal. */
export function resultLines({ profile, system, takes, result, verdict }: LoadFacts): string[] {
  const { stages, judged, problems, lateMsP99 } = result;
  const colour = { pass: 'green', fail: 'red', inconclusive: 'yellow' } as const;
  const late =
    lateMsP99 === undefined
      ? []
      : [`  99 of 100 operations were sent at most ${ms(lateMsP99)} late, which is part of their latency.`];
  return [
    `${styleText(['bold', colour[verdict]], verdict.toUpperCase())}  ${profile.name} on ${system}`,
    ...problems.map((problem) => `  ${problem}`),
    ...(stages.length > 0 ? [`  ${scaleSentence(profile, takes, stages)}`, ...late, '', ...stageTable(stages)] : []),
    ...(judged.length > 0 ? ['', ...judged.map(judgedLine)] : []),
  ];
}

function scaleSentence({ turns }: Profile, takes: number | undefined, stages: readonly StageResult[]): string {
  if (turns !== undefined)
    return `Each user asked ${turns} times, as soon as there was an answer; latency counts from the sending.`;
  if (takes === undefined) return 'Sent as it asks: nobody measured what the system takes.';
  const { asked = 1, offered = 1 } = stages[0]?.stage ?? {};
  const factor = offered / asked;
  if (factor === 1) return `The system takes at least ${rate(takes)}/s: all was offered that the profile asks for.`;
  return `The system takes ${rate(takes)}/s here: scaled to ${(factor * 100).toPrecision(2)} % of what the profile asks for, in its shape.`;
}

function stageTable(stages: readonly StageResult[]): string[] {
  return table(
    ['Stage', 'Users', 'Asked/s', 'Offered/s', 'Taken/s', 'Sent', 'p50', 'p95', 'p99', 'Errors', 'Refused'],
    stages.map(({ stage, sent, measures, held }) => [
      ...[held === false ? `${stage.name} (broken)` : stage.name, stage.users, rate(stage.asked), rate(stage.offered)],
      ...[rate(measures.rps), sent, ms(measures.p50), ms(measures.p95), ms(measures.p99)],
      ...[percent(measures.errors), percent(measures.refused)],
    ]),
  ).map((line) => `  ${line}`);
}

function judgedLine({ threshold: { text, metric }, value, kept }: Judged): string {
  const mark = kept ? styleText('green', '✓') : styleText('red', '✗');
  return `  ${mark} ${text}  ${value === undefined ? `${metric} never came` : inUnit(metric, value)}`;
}

function inUnit(metric: keyof Measures, value: number): string {
  const words = { ms, '%': percent, '/s': (each: number) => `${rate(each)}/s` };
  return words[metrics[metric]](value);
}

function ms(value: number | undefined): string {
  if (value === undefined) return '-';
  return Number.isFinite(value) ? `${Math.round(value)} ms` : 'never';
}

function percent(value: number | undefined): string {
  return value === undefined ? '-' : `${Number(value.toFixed(1))} %`;
}

function rate(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(1);
}
