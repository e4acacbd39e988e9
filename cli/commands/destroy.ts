import { Command } from 'commander';
import { chooseTarget, type TargetOptions, withTargetOptions } from '../target.ts';

/** `./lab destroy`: nothing of the stack is left. */
export function destroyCommand(): Command {
  return withTargetOptions(new Command('destroy'))
    .description('delete the stack and all its data')
    .action(async (options: TargetOptions) => {
      const { cloud, confirmedAccount } = await chooseTarget('destroy', options);
      const [{ destroy }, { runPhases }] = await Promise.all([import('../../infra/deploy.ts'), import('../phases.ts')]);
      await runPhases([{ title: 'Destroy', run: () => destroy(cloud, { confirmedAccount }) }]);
    });
}
