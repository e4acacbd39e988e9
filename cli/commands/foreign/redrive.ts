import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../../cloud/engine-options.ts';

/** `faultline redrive`: what somebody's app has given up is tried again. */
export function foreignRedriveCommand(): Command {
  return withEngineOptions(new Command('redrive'))
    .description(
      'move the messages of the dead-letter queues of the app, which run --keep has left, back to their queues',
    )
    .action(async (options: EngineOptions) => {
      const { redriveForeign } = await import('../../foreign/redrive.ts');
      const moved = await redriveForeign(process.cwd(), options);
      for (const { queue, messages } of moved) process.stdout.write(`${queue}: ${messages} moved back\n`);
      if (moved.length === 0) process.stdout.write('no queue of the app has a dead-letter queue\n');
    });
}
