import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../cloud/engine-options.ts';

/** `./lab abort`: stop hurting, at once. */
export function abortCommand(): Command {
  return withEngineOptions(new Command('abort'))
    .description('abort the run that is under way and end all faults, from any terminal')
    .addHelpText('after', '\nThe run still cleans up, collects what there is and says its verdict.')
    .action(async (options: EngineOptions) => {
      const { abortRun } = await import('../run/abort-run.ts');
      for await (const line of abortRun(options)) process.stdout.write(`${line}\n`);
    });
}
