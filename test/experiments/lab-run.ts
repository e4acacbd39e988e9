import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { projectRoot } from '../../kernel/project.ts';
import { runFiles } from '../../run/run-files.ts';
import { type Verdict, verdictSchema } from '../../verify/verdict/verdict-schema.ts';

/** What a command of the lab said, and how it ended. */
interface Said {
  readonly exitCode: number | undefined;
  readonly output: string;
}

/** A command of the lab, in a process of its own. */
export async function lab(...args: string[]): Promise<Said> {
  const { exitCode, stdout, stderr } = await execa(join(projectRoot, 'lab'), args, { cwd: projectRoot, reject: false });
  return { exitCode, output: `${stdout}\n${stderr}` };
}

/** The first experiment with so many operations, from nothing to a verdict. */
export async function firstExperiment(
  endpoint: string,
  count: number,
  ...options: string[]
): Promise<Said & { verdict: Verdict }> {
  const args = ['run', 'slow-and-throttled-checkout', '--endpoint', endpoint, '--count', `${count}`, ...options];
  const said = await lab(...args);
  const report = /^Report: (\S+)$/m.exec(said.output)?.[1];
  if (report === undefined) throw new Error(`No report in the output of ./lab ${args.join(' ')}:\n${said.output}`);
  const file = join(projectRoot, dirname(report), runFiles.verdict);
  return { ...said, verdict: verdictSchema.parse(JSON.parse(await readFile(file, 'utf8'))) };
}
