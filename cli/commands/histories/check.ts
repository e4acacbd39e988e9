import { Command, InvalidArgumentError, Option } from 'commander';
import { historyFormats } from '../../../verify/history/formats.ts';
import type { CheckOptions } from '../../check/run-check.ts';

/**
 * `./lab check <checker> <file>`: the judge alone, on the history of any system.
 * @param checkers what its help says of the checkers
 */
export function checkCommand(checkers = ''): Command {
  return new Command('check')
    .description('judge a history of any system by one checker')
    .argument('<checker>', 'its name, or a TypeScript file that exports a checker')
    .argument('<file>', 'the history, or a folder that holds one; /dev/stdin for what is piped in')
    .option('--model <name>', 'what to judge against: a name, or a TypeScript file that exports a model')
    .addOption(
      new Option('--timeout <time>', 'read and judge no longer, such as 500ms, 60s or 5m: then it is unknown')
        .default(60_000, '60s')
        .argParser(milliseconds),
    )
    .addOption(new Option('--format <format>', 'what it is in; by how it begins').choices(historyFormats))
    .addOption(
      new Option('--set <name=value>', 'an option of the checker, such as withinMs=30s; may be repeated').argParser(
        setting,
      ),
    )
    .option('--allow-empty', 'a history with nothing to judge in it is valid, not unknown')
    .option('--json', 'print what was found as JSON')
    .option('--picture <file>', 'draw how far the history is linearizable, as one HTML page')
    .addHelpText('after', `\n${checkers}\n\nExit codes: 0 valid, 1 invalid, 2 unknown, 3 usage error.`)
    .action(async (checker: string, file: string, options: CheckOptions) => {
      const { runCheck } = await import('../../check/run-check.ts');
      process.exitCode = await runCheck(checker, file, options);
    });
}

function setting(text: string, earlier: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const [, name, value = ''] = /^([a-z]\w*)=(.+)$/i.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Expected name=value, such as withinMs=30s.');
  return { ...earlier, [name]: /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value };
}

function milliseconds(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('Expected a time such as 500ms, 60s or 5m.');
  return Number(amount) * { ms: 1, s: 1000, m: 60_000 }[unit as 'ms' | 's' | 'm'];
}
