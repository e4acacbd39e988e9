import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { formatOf, type HistoryFormat, historyFormats } from '../../verify/check-file.ts';
import { converted } from '../../verify/convert/convert.ts';
import { type WrittenFormat, writtenFormats } from '../../verify/convert/written-formats.ts';
import { emptyReading } from '../../verify/history.ts';
import { explainHistory } from '../history-errors.ts';

interface ConvertOptions {
  readonly to: WrittenFormat;
  readonly format?: HistoryFormat;
  readonly out?: string;
}

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
    .addOption(new Option('--format <format>', 'what it is in; by the name of the file').choices(historyFormats))
    .option('--out <file>', 'where to (default: standard output)')
    .addHelpText('after', '\nverify/README.md says what each format keeps, and how to give it to its tool.')
    .action(convert);
}

async function convert(file: string, { to, format, out }: ConvertOptions): Promise<void> {
  const reading = emptyReading();
  const pieces = converted({ file, from: format ?? formatOf(file), to }, reading);
  const target = out === undefined ? process.stdout : createWriteStream(out);
  await explainHistory(file, pipeline(pieces, target, { end: out !== undefined }));
  if (reading.truncated !== undefined) process.stderr.write('the last line was cut off and not converted\n');
}
