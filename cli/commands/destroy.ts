import { Command } from 'commander';
import { chosenSystem, type SystemOption, withSystemOption } from '../cloud/system-option.ts';
import { chooseTarget, type TargetOptions, withTargetOptions } from '../cloud/target.ts';

/** `./lab destroy`: nothing of the stack is left. */
export function destroyCommand(): Command {
  return withSystemOption(withTargetOptions(new Command('destroy')))
    .description('delete the stack of a system and all its data')
    .action(async (options: TargetOptions & SystemOption) => {
      const { cloud, confirmedAccount } = await chooseTarget('destroy', options);
      const system = await chosenSystem(options);
      const [{ destroy }, { runPhases }] = await Promise.all([
        import('../../infra/deploy.ts'),
        import('../run/phases.ts'),
      ]);
      await runPhases([{ title: 'Destroy', run: () => destroy(cloud, system, { confirmedAccount }) }]);
    });
}
