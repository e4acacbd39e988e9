import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../engine-options.ts';

/** `./lab redrive`: what was given up is tried again. */
export function redriveCommand(): Command {
  return withEngineOptions(new Command('redrive'))
    .description('move the messages of the dead-letter queues back to their queues and let parked sagas go on')
    .action(async (options: EngineOptions) => {
      const [{ redrive }, { runningCloud }] = await Promise.all([
        import('../redrive.ts'),
        import('../running-cloud.ts'),
      ]);
      const moved = await redrive(await runningCloud(options), 'faultline-');
      for (const { queue, messages } of moved) process.stdout.write(`${queue}: ${messages} moved back\n`);
    });
}
