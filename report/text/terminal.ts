import { counted, duration } from '../markup/format.ts';
import { statusOf } from '../markup/status.ts';
import { harmless, marks, paintFor } from '../markup/terminal-text.ts';
import type { Digest } from '../model/digest.ts';
import { refusedIn } from '../model/refusals.ts';
import type { FaultWindow } from '../model/windows.ts';
import { sweepLines } from './sweep-text.ts';

/**
 * The summary of a run for a terminal, line by line: verdict, claim, why, invariants, faults, crash points.
 * @param colour whether escape sequences may be used
 */
export function terminalLines(digest: Digest, colour: boolean): readonly string[] {
  const { run, windows } = digest;
  const { status, claim, sentences } = digest.headline;
  const { status: paint, dim } = paintFor(colour);
  const invariants = (run.verdict?.invariants ?? []).map(({ name, valid, counterexample, error, counts }) => {
    const one = statusOf(valid);
    const why =
      counterexample?.summary ??
      error ??
      Object.entries(counts)
        .map(([what, amount]) => `${what} ${amount}`)
        .join(', ');
    return `  ${paint(one, marks[one])} ${name}  ${dim(harmless(why))}`;
  });
  return [
    `${paint(status, status.toUpperCase())}  ${harmless(claim)}`,
    ...sentences.map((sentence) => `  ${harmless(sentence)}`),
    ...(invariants.length === 0 ? [] : ['', ...invariants]),
    ...(windows.length === 0 ? [] : ['', ...windows.map(windowLine)]),
    ...refusedIn(run).map(
      ({ rule, times, why }) => `  fault ${harmless(rule)}: refused ${counted(times, 'time')}: ${harmless(why)}`,
    ),
    ...(run.sweep === undefined ? [] : ['', ...sweepLines(run.sweep, digest)]),
  ];
}

function windowLine({ rule, startedAt, endedAt, fact }: FaultWindow): string {
  const lasted = endedAt === undefined ? 'never ended' : `active for ${duration(endedAt - startedAt)}`;
  const fired = fact === undefined ? '' : `, fired ${counted(fact.fired, 'time')} on ${counted(fact.keys, 'key')}`;
  const recovery =
    fact?.recoveredAfterMs === undefined
      ? ''
      : fact.recoveredAfterMs === null
        ? ', not steady again within the run'
        : `, steady again after ${duration(fact.recoveredAfterMs)}`;
  return `  fault ${harmless(rule)}: ${lasted}${fired}${recovery}`;
}
