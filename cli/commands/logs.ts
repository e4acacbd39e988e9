import { Command } from 'commander';
import { withEngineOptions } from '../cloud/engine-options.ts';
import type { LogOptions } from '../cloud/print-logs.ts';

/** `./lab logs [function]`: what the functions wrote, oldest first. */
export function logsCommand(): Command {
  return withEngineOptions(new Command('logs'))
    .description('print the logs of a function; without a name, the functions that have logs')
    .argument('[function]', 'such as orders-payments')
    .option('--filter <pattern>', 'a CloudWatch Logs filter pattern, such as an order id in double quotes')
    .action(async (name: string | undefined, options: LogOptions) => {
      const { printLogs } = await import('../cloud/print-logs.ts');
      await printLogs(name, options);
    });
}
