import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../cloud/engine-options.ts';
import { chosenSystem, type SystemOption, withSystemOption } from '../cloud/system-option.ts';

/** `./lab redrive`: what was given up is tried again. */
export function redriveCommand(): Command {
  return withSystemOption(withEngineOptions(new Command('redrive')))
    .description('move the messages of the dead-letter queues of a system back to their queues and let it go on')
    .action(async (options: EngineOptions & SystemOption) => {
      const [{ redrive }, { runningCloud }, { findDeployed }, system] = await Promise.all([
        import('../../experiment/run/redrive.ts'),
        import('../cloud/running-cloud.ts'),
        import('../../infra/deployed.ts'),
        chosenSystem(options),
      ]);
      const cloud = await runningCloud(options);
      const moved = await redrive(cloud, system, await findDeployed(cloud, system.name));
      for (const { queue, messages } of moved) process.stdout.write(`${queue}: ${messages} moved back\n`);
    });
}
