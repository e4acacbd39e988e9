import { Command } from 'commander';
import { openEngine } from '../../localstack/open-engine.ts';
import { type EngineOptions, withEngineOptions } from '../engine-options.ts';
import { runPhases } from '../phases.ts';

/** `./lab down`: nothing of LocalStack is left. */
export function downCommand(): Command {
  return withEngineOptions(new Command('down'))
    .description('stop LocalStack and everything that it started, also after a crash')
    .action((options: EngineOptions) =>
      runPhases([{ title: 'Stop LocalStack', run: () => openEngine(options).down() }]),
    );
}
