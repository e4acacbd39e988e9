import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { runsFolder } from '../project.ts';
import { UsageError } from '../usage-error.ts';

interface ReportOptions {
  readonly output?: string;
}

/** `./lab report [run] [other]`: the report again, from the files of the run; or two runs side by side. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write the report of a run again, from its files; or compare two runs')
    .argument('[run]', 'the folder of a run (default: runs/latest)')
    .argument('[other]', 'the folder of a second run: both are compared, and compare.html is written beside it')
    .option('--output <file>', 'where to write instead')
    .action(report);
}

async function report(run: string | undefined, other: string | undefined, options: ReportOptions): Promise<void> {
  const colour = process.stdout.hasColors?.() ?? false;
  const runDir = existing(run ?? join(relative(process.cwd(), runsFolder), 'latest'));
  if (other !== undefined) {
    const { buildComparison } = await import('../../report/compare/build.ts');
    const { html, lines } = await buildComparison(runDir, existing(other), { ...options, colour });
    return print(lines, 'Comparison', html);
  }
  const [{ buildReport }, { terminalSummary }] = await Promise.all([
    import('../../report/build.ts'),
    import('../../report/terminal.ts'),
  ]);
  const { html } = await buildReport(runDir);
  print(await terminalSummary(runDir, colour), 'Report', html);
}

function print(lines: readonly string[], what: string, file: string): void {
  process.stdout.write(`${lines.join('\n')}\n\n${what}: ${relative(process.cwd(), file)}\n`);
}

function existing(folder: string): string {
  if (existsSync(folder)) return resolve(folder);
  throw new UsageError(`there is no run at ${folder}`, { hint: 'Name a folder such as runs/<experiment>/<stamp>.' });
}
