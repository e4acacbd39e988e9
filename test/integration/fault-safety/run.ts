import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActiveFault } from '../../../experiment/carriers/carrier.ts';
import type { RunTools } from '../../../experiment/run/run-tools.ts';
import { projectRoot } from '../../../kernel/project.ts';
import { waitUntil } from '../../../kernel/wait-until.ts';
import { startOf } from '../../../localstack/host/processes.ts';
import { type JournalStep, journalStepSchema, runFiles } from '../../../run/run-files.ts';

/** What has not come by then hangs, however busy the machine is. */
const DEADLINE = { deadlineMs: 120_000 };

/** A runner in a process of its own. */
export interface ChildRun {
  readonly child: ChildProcess;
  readonly exited: Promise<number | NodeJS.Signals | null>;
  readonly runDir: string;
}

export function startRun(file: string, runDir: string, endpoint: string): ChildRun {
  const script = join(projectRoot, 'test/integration/fault-safety/runner-child.ts');
  const child = spawn(process.execPath, [script, file, runDir, endpoint], { stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  return { child, exited, runDir };
}

export async function journalOf(runDir: string): Promise<JournalStep[]> {
  const text = await readFile(join(runDir, runFiles.journal), 'utf8').catch(() => '');
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => journalStepSchema.parse(JSON.parse(line)));
}

/** Waits for a line of the journal: `fault:slow started`. */
export async function reached(run: ChildRun, line: string): Promise<JournalStep> {
  const found = await waitUntil(
    async () => {
      const step = (await journalOf(run.runDir)).find(({ step, status }) => `${step} ${status}` === line);
      if (step === undefined && run.child.exitCode !== null) throw new Error(`The runner ended before "${line}".`);
      return step;
    },
    { ...DEADLINE, everyMs: 10 },
  );
  if (found === undefined) throw new Error(`Waited ${DEADLINE.deadlineMs} ms in vain for "${line}".`);
  return found;
}

/** Faults that act, but for those that are ending. */
export async function actingFaults({ control }: Pick<RunTools, 'control'>): Promise<readonly ActiveFault[]> {
  return (await control.active()).filter(({ ending }) => ending !== true);
}

/** Waits until a process is gone; one that has ended and whose parent is too frozen to notice counts as gone. */
export async function gone(pid: number): Promise<void> {
  const ended = await waitUntil(async () => ((await startOf(pid)) === undefined ? true : undefined), DEADLINE);
  if (ended === undefined) throw new Error(`Process ${pid} still lives after ${DEADLINE.deadlineMs} ms.`);
}
