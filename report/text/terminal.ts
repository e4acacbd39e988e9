import { counted, duration } from '../markup/format.ts';
import { statusOf } from '../markup/status.ts';
import { harmless, marks, paintFor } from '../markup/terminal-text.ts';
import { headlineOf } from '../model/headline.ts';
import { readRun } from '../model/read-run.ts';
import { refusedIn } from '../model/refusals.ts';
import { spanOf } from '../model/span.ts';
import { type FaultWindow, faultWindows } from '../model/windows.ts';
import { sweepLines } from './sweep-text.ts';

/**
 * The summary of a run for a terminal, line by line: verdict, claim, why, invariants, faults, crash points.
 * @param colour whether escape sequences may be used
 * @throws NoRunError when the folder holds no file of a run
 */
export async function terminalSummary(runDir: string, colour: boolean): Promise<readonly string[]> {
  const run = await readRun(runDir);
  const windows = faultWindows(run);
  const { status, claim, sentences } = headlineOf(run, windows, spanOf(run, windows));
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
    ...(run.sweep === undefined ? [] : ['', ...sweepLines(run.sweep)]),
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
