import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleRun } from '../../report/testing/sample-run.ts';
import { type JournalStep, runFiles } from '../../run/run-files.ts';
import type { Beyond } from '../follow/follow-run.ts';

const rule = { fault: 'delay', percentage: 30, target: { function: 'shop-payments' }, parameters: { delayMs: 300 } };
const fault = (name: string) => ({ type: 'action', name, provider: { type: 'fault', ...rule, duration: 20_000 } });

/** The journal of a method that goes on: `slow` is over, `late` is on, `never` is still to come. Times in epoch ms. */
export function journalUnderWay(start: number): JournalStep[] {
  const line = (
    after: number,
    step: string,
    status: JournalStep['status'],
    detail?: Record<string, unknown>,
  ): JournalStep => ({
    ...{ at: start + after, step, status, ...(detail && { detail }) },
  });
  return [
    line(-3_000, 'experiment', 'started', { title: 'x', deadLetterQueues: ['shop-payments-dlq'] }),
    line(-2_500, 'steady-state-before', 'started'),
    line(-1_000, 'steady-state-before', 'completed'),
    line(-1_000, 'method', 'started'),
    line(20_000, 'fault:slow', 'started', { rule: { id: 'slow', ...rule, expiresAt: start + 40_000 } }),
    line(40_000, 'fault:slow', 'completed', { rule: { id: 'slow', ...rule } }),
    line(45_000, 'fault:late', 'started', { rule: { id: 'late', ...rule, expiresAt: start + 65_000 } }),
  ];
}

/** Writes what an invented run had written in the middle of its method into a folder: no verdict, no history, a manifest without an end. */
export async function writeUnderWay(dir: string, run: SampleRun, start: number): Promise<void> {
  await mkdir(dir, { recursive: true });
  const { endedAt: _endedAt, ...manifest } = run.manifest;
  const method = ['slow', 'late', 'never'].map(fault);
  const announced = { ...manifest, phases: [], experiment: { ...manifest.experiment, method } };
  await writeFile(join(dir, runFiles.manifest), JSON.stringify(announced));
  await append(dir, runFiles.client, run.client);
  await append(dir, runFiles.metrics, run.metrics);
  await append(dir, runFiles.journal, journalUnderWay(start));
}

/** Appends lines to a file of a run, as its runner does. */
export async function append(dir: string, file: string, lines: readonly object[]): Promise<void> {
  await appendFile(join(dir, file), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** What the system of an invented run tells beside its files. */
export function beyondOf({ history, origin, ledger }: SampleRun): Beyond {
  return { history, origin, ledger };
}
