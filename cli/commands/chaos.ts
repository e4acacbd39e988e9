import { Command } from 'commander';
import { labCommand } from '../../kernel/project.ts';
import type { FaultOptions } from '../chaos/requested-fault.ts';
import { type TargetOptions, withTargetOptions } from '../cloud/target.ts';

const print = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`);

/** `./lab chaos`: faults by hand. */
export function chaosCommand(): Command {
  return new Command('chaos')
    .description('inject faults by hand, see which are active, end them')
    .addCommand(list())
    .addCommand(inject())
    .addCommand(status())
    .addCommand(clear())
    .addHelpText(
      'after',
      `\n${labCommand} chaos inject delay --function orders-payments --param delayMs=300 --percentage 30 --for 30s`,
    );
}

function list(): Command {
  return new Command('list').description('print the catalogue of faults').action(async () => {
    const { catalogueLines } = await import('../chaos/catalogue-lines.ts');
    print(catalogueLines());
  });
}

function inject(): Command {
  const many = (value: string, earlier: readonly string[] = []) => [...earlier, value];
  return withTargetOptions(new Command('inject'))
    .description('inject a fault, which ends by itself')
    .argument('<fault>', `a name from ${labCommand} chaos list`)
    .option('--function <name>', 'the function that it aims at')
    .option('--table <name>', 'the table that it aims at')
    .option('--queue <name>', 'the queue that it aims at')
    .option('--service <name>', 'the AWS service that is called, such as dynamodb')
    .option('--operation <name>', 'the API operation that is called, such as PutItem; may be repeated', many)
    .option('--path <pattern>', 'the HTTP path, such as /orders/*')
    .option('--message <pattern>', 'the body of the SQS message that brought the key')
    .option('--call <number>', 'the AWS call of this number that an invocation makes')
    .option('--called-region <name>', 'the region that is called')
    .option('--from <who>', 'who calls: functions, everyone or services')
    .option('--percentage <number>', 'share of the attempts to hit (default: 100)')
    .option('--first <number>', 'only the first so many attempts with a key')
    .option('--every <number>', 'of the attempts with a key every n-th')
    .option('--keys <pattern>', 'only business keys like this, such as ord-*')
    .option('--param <name=value>', 'a parameter of the fault, such as delayMs=300; may be repeated', many)
    .option('--for <duration>', 'how long, such as 30s or 2m', '30s')
    .option('--seed <number>', 'decides which keys are hit (default: 0)')
    .option('--id <name>', 'name of the fault (default: made up)')
    .option('--allow-loss', 'also where messages would be lost')
    .action(async (name: string, options: FaultOptions & TargetOptions) => {
      const { injectByHand } = await import('../chaos/by-hand.ts');
      print(await injectByHand(name, options));
    });
}

function status(): Command {
  return withTargetOptions(new Command('status'))
    .description('print every active fault, whoever started it, and how long it still has')
    .action(async (options: TargetOptions) => {
      const { activeFaults } = await import('../chaos/by-hand.ts');
      print(await activeFaults(options));
    });
}

function clear(): Command {
  return withTargetOptions(new Command('clear'))
    .description('end every active fault, whoever started it')
    .action(async (options: TargetOptions) => {
      const { clearFaults } = await import('../chaos/by-hand.ts');
      print(await clearFaults(options));
    });
}
