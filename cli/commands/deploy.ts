import { Command } from 'commander';
import { restApiUrl } from '../../kernel/cloud.ts';
import { interruptible } from '../interrupt.ts';
import { chooseTarget, type TargetOptions, withTargetOptions } from '../target.ts';

type Options = TargetOptions & { readonly sabotage?: string };

/** `./lab deploy`: the stack, in this process. */
export function deployCommand(): Command {
  return withTargetOptions(new Command('deploy'))
    .description('deploy the order system and the chaos lambdas with CDK; faster than cdk deploy')
    .option('--sabotage <name>', 'with the broken twins of functions/sabotage/<name>')
    .action((options: Options) => interruptible((signal) => run(options, signal)));
}

async function run(options: Options, signal: AbortSignal): Promise<void> {
  const { cloud, confirmedAccount } = await chooseTarget('deploy', options);
  const [{ deploy }, { runPhases }] = await Promise.all([import('../../infra/deploy.ts'), import('../phases.ts')]);
  let address = '';
  const phase = async (report: (line: string) => void) => {
    const { restApiId, restApiStage } = await deploy(cloud, { sabotage: options.sabotage, confirmedAccount, report });
    address = restApiUrl(cloud, restApiId, restApiStage);
  };
  await runPhases([{ title: 'Deploy', run: phase }], [], signal);
  process.stdout.write(`\nThe API answers at ${address}\n`);
}
