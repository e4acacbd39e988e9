import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { runsFolder } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';

interface ReportOptions {
  readonly as?: string;
  readonly output?: string;
  readonly history?: true;
}

/** `./lab report [run] [other]`: the report again, from the files of the run; two runs side by side; or all runs. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write the report of a run again, from its files; compare two runs; or show the trend')
    .argument('[run]', 'the folder of a run (default: runs/latest)')
    .argument('[other]', 'the folder of a second run: both are compared, and compare.html is written beside it')
    .addOption(
      new Option('--as <format>', 'print the run in another format').choices(['markdown', 'postmortem', 'junit']),
    )
    .option('--history', 'the trend over all runs, and runs/history.html')
    .option('--output <file>', 'where to write the comparison, or what --as prints')
    .action(report);
}

async function report(run: string | undefined, other: string | undefined, options: ReportOptions): Promise<void> {
  refuseContradictions(run, other, options);
  const colour = process.stdout.hasColors?.() ?? false;
  if (options.history === true) {
    const { buildHistory } = await import('../../report/history/build.ts');
    const { html, lines } = await buildHistory(runsFolder, { colour });
    return print(lines, 'Trend', html);
  }
  const runDir = existing(run ?? join(relative(process.cwd(), runsFolder), 'latest'));
  if (options.as !== undefined) return printAs(options.as, runDir, options.output);
  if (other !== undefined) {
    const { buildComparison } = await import('../../report/compare/build.ts');
    const { html, lines } = await buildComparison(runDir, existing(other), { ...options, colour });
    return print(lines, 'Comparison', html);
  }
  const { buildReport } = await import('../../report/build.ts');
  const { html, lines } = await buildReport(runDir, { colour });
  print(lines, 'Report', html);
}

function refuseContradictions(
  run: string | undefined,
  other: string | undefined,
  { as, output, history }: ReportOptions,
): void {
  if (history === true && (run ?? as ?? output) !== undefined)
    throw new UsageError('--history takes all runs: no folder and no other option goes with it');
  if (as !== undefined && other !== undefined)
    throw new UsageError('--as takes one run, but two were given', { hint: 'Compare two without --as.' });
  if (output !== undefined && as === undefined && other === undefined)
    throw new UsageError('--output goes with --as or with two runs', {
      hint: 'The report of one run is always its report.html.',
    });
  if (output !== undefined && !existsSync(dirname(resolve(output))))
    throw new UsageError(`there is no folder for ${output}`, { hint: 'Make it first, or name another file.' });
}

async function printAs(format: string, runDir: string, output: string | undefined): Promise<void> {
  const { runAs } = await import('../../report/formats.ts');
  const text = await runAs(format, runDir);
  if (output === undefined) process.stdout.write(text);
  else await writeFile(output, text);
}

function print(lines: readonly string[], what: string, file: string): void {
  process.stdout.write(`${lines.join('\n')}\n\n${what}: ${relative(process.cwd(), file)}\n`);
}

function existing(folder: string): string {
  if (existsSync(folder)) return resolve(folder);
  throw new UsageError(`there is no run at ${folder}`, { hint: 'Name a folder such as runs/<experiment>/<stamp>.' });
}
