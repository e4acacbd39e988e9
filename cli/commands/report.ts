import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { runsFolder } from '../project.ts';
import { UsageError } from '../usage-error.ts';

/** `./lab report [run]`: the report again, from the files of the run. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write the report of a run again, from its files')
    .argument('[run]', 'the folder of a run', join(relative(process.cwd(), runsFolder), 'latest'))
    .action(report);
}

async function report(folder: string): Promise<void> {
  const runDir = resolve(folder);
  if (!existsSync(runDir))
    throw new UsageError(`there is no run at ${folder}`, { hint: 'Name a folder such as runs/<experiment>/<stamp>.' });
  const [{ buildReport }, { terminalSummary }] = await Promise.all([
    import('../../report/build.ts'),
    import('../../report/terminal.ts'),
  ]);
  const { html } = await buildReport(runDir);
  const lines = await terminalSummary(runDir, process.stdout.hasColors?.() ?? false);
  process.stdout.write(`${lines.join('\n')}\n\nReport: ${relative(process.cwd(), html)}\n`);
}
