import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../cloud/engine-options.ts';

/** `./lab status`: what runs and what it holds. */
export function statusCommand(): Command {
  return withEngineOptions(new Command('status'))
    .description('print the endpoint, the resources and how many messages wait, also in dead-letter queues')
    .action(async (options: EngineOptions) => {
      const { statusLines } = await import('../cloud/status-lines.ts');
      process.stdout.write(`${(await statusLines(options)).join('\n')}\n`);
    });
}
