import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../cloud/engine-options.ts';

/** `./lab down`: nothing of LocalStack is left. */
export function downCommand(): Command {
  return withEngineOptions(new Command('down'))
    .description('stop LocalStack and everything that it started, also after a crash')
    .action(async (options: EngineOptions) => {
      const [{ openEngine }, { runPhases }] = await Promise.all([
        import('../../localstack/open-engine.ts'),
        import('../run/phases.ts'),
      ]);
      await runPhases([{ title: 'Stop LocalStack', run: () => openEngine(options).down() }]);
    });
}
