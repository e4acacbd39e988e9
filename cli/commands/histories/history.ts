import { Command, Option } from 'commander';
import { historyFormats, writtenFormats } from '../../../verify/history/formats.ts';
import type { ConvertOptions } from '../../check/convert-history.ts';

/** `./lab history`: what can be done with a history besides judging it. */
export function historyCommand(): Command {
  return new Command('history')
    .description('convert histories for other tools')
    .helpCommand(false)
    .addCommand(convertCommand());
}

function convertCommand(): Command {
  return new Command('convert')
    .description('write a history for Jepsen and Elle (edn), elle-cli (elle), Porcupine (porcupine) or the lab (jsonl)')
    .argument('<file>', 'the history')
    .addOption(new Option('--to <format>', 'what to write').choices(writtenFormats).makeOptionMandatory())
    .addOption(new Option('--format <format>', 'what it is in; by how it begins').choices(historyFormats))
    .option('--out <file>', 'where to (default: standard output)')
    .addHelpText('after', '\nverify/README.md says what each format keeps, and how to give it to its tool.')
    .action(async (file: string, options: ConvertOptions) => {
      const { convertHistory } = await import('../../check/convert-history.ts');
      await convertHistory(file, options);
    });
}
