import { Command } from 'commander';
import { chosenSystem, type SystemOption, withSystemOption } from '../cloud/system-option.ts';
import { chooseTarget, type TargetOptions, withTargetOptions } from '../cloud/target.ts';
import { interruptible } from '../terminal/interrupt.ts';

type Options = TargetOptions & SystemOption & { readonly sabotage?: string };

/** `./lab deploy`: the stack, in this process. */
export function deployCommand(): Command {
  return withSystemOption(withTargetOptions(new Command('deploy')))
    .description('deploy a system and its chaos lambdas with CDK; faster than cdk deploy')
    .option('--sabotage <name>', 'with the broken twins of functions/<system>/sabotage/<name>')
    .action((options: Options) => interruptible((signal) => run(options, signal)));
}

async function run(options: Options, signal: AbortSignal): Promise<void> {
  const { cloud, confirmedAccount } = await chooseTarget('deploy', options);
  const [{ deploy }, { runPhases }] = await Promise.all([import('../../infra/deploy.ts'), import('../run/phases.ts')]);
  const system = await chosenSystem(options);
  let addresses: readonly string[] = [];
  const phase = async (report: (line: string) => void) => {
    ({ addresses } = await deploy(cloud, system, { sabotage: options.sabotage, confirmedAccount, report }));
  };
  await runPhases([{ title: 'Deploy', run: phase }], [], signal);
  for (const address of addresses) process.stdout.write(`\nThe API answers at ${address}\n`);
}
