import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { catalogue } from '../../verify/catalogue.ts';
import { CheckError } from '../../verify/check-error.ts';
import { type Checked, checkFile, type HistoryFormat, historyFormats } from '../../verify/check-file.ts';
import { explainHistory } from '../history-errors.ts';
import { UsageError } from '../usage-error.ts';

interface CheckOptions {
  readonly model?: string;
  readonly timeout: number;
  readonly format?: HistoryFormat;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly json?: true;
  readonly picture?: string;
}

const words = { true: 'VALID', false: 'INVALID', unknown: 'UNKNOWN' } as const;
const exitCodes = { true: 0, false: 1, unknown: 2 } as const;
const shownViolations = 3;
const shownEvents = 40;

/** `./lab check <checker> <file>`: the judge alone, on the history of any system. */
export function checkCommand(): Command {
  return new Command('check')
    .description('judge a history of any system by one checker')
    .argument('<checker>', 'its name, or a TypeScript file that exports a checker')
    .argument('<file>', 'the history')
    .option('--model <name>', 'what to judge against: a name, or a TypeScript file that exports a model')
    .addOption(
      new Option('--timeout <time>', 'give up after so long, such as 500ms, 60s or 5m')
        .default(60_000, '60s')
        .argParser(milliseconds),
    )
    .addOption(new Option('--format <format>', 'edn is Jepsen’s; by the name of the file').choices(historyFormats))
    .addOption(
      new Option('--set <name=value>', 'an option of the checker, such as withinMs=30s; may be repeated').argParser(
        setting,
      ),
    )
    .option('--json', 'print what was found as JSON')
    .option('--picture <file>', 'draw how far the history is linearizable, as one HTML page')
    .addHelpText('after', `\n${listing()}\n\nExit codes: 0 valid, 1 invalid, 2 unknown, 3 usage error.`)
    .action(check);
}

async function check(checker: string, file: string, options: CheckOptions): Promise<void> {
  const { timeout, json, set, picture, ...rest } = options;
  if (picture !== undefined) refusePicture(checker, picture);
  const now = () => performance.now();
  const request = {
    checker,
    file,
    ...rest,
    ...(set && { options: set }),
    timeoutMs: timeout,
    now,
  };
  const checked = await explainHistory(file, checkFile(request)).catch((error: unknown) => {
    if (error instanceof CheckError) throw new UsageError(error.message, { hint: error.hint });
    throw error;
  });
  const text = json === true ? JSON.stringify(checked, undefined, 2) : lines(checked).join('\n');
  process.stdout.write(`${text}\n`);
  if (picture !== undefined) {
    const { writePicture } = await import('../../report/linearization/build.ts');
    await writePicture(picture, { checked, file, ...rest, now });
    if (json !== true) process.stdout.write(`\nPicture: ${picture}\n`);
  }
  process.exitCode = exitCodes[`${checked.invariant.valid}`];
}

function refusePicture(checker: string, picture: string): void {
  if (checker !== 'linearizability')
    throw new UsageError(`--picture draws what linearizability finds, but ${checker} was to judge`, {
      hint: 'Leave --picture away, or check linearizability with a --model.',
    });
  if (!existsSync(dirname(resolve(picture))))
    throw new UsageError(`there is no folder for ${picture}`, { hint: 'Make it first, or name another file.' });
}

function lines({ invariant, events, truncated }: Checked): string[] {
  const { name, claim, valid, counts, counterexample, error } = invariant;
  const counted = Object.entries({ events, ...counts }).map(([what, count]) => `${count} ${what}`);
  const shown = counterexample?.violations.slice(0, shownViolations) ?? [];
  const left = (counterexample?.total ?? 0) - shown.length;
  return [
    `${words[`${valid}`]}  ${name}: ${claim}`,
    `  ${counted.join(', ')}`,
    ...(error === undefined ? [] : [`  ${error}`]),
    ...shown.flatMap(({ id, what, events: indexes }) => [`  ${id}: ${what}`, `    events ${few(indexes)}`]),
    ...(left > 0 ? [`  and ${left} more: --json shows up to 1000`] : []),
    ...(truncated === undefined ? [] : ['  the last line was cut off and not judged']),
  ];
}

function few(indexes: readonly number[]): string {
  const more = indexes.length > shownEvents ? `, and ${indexes.length - shownEvents} more` : '';
  return `${indexes.slice(0, shownEvents).join(', ')}${more}`;
}

function listing(): string {
  const rows = [...catalogue.values()].map(({ checker, models }) => {
    const of = models.length === 0 ? '' : `\n      --model ${models.join(' | ')}`;
    const set = Object.keys(checker.options?.shape ?? {});
    const sets = set.length === 0 ? '' : `\n      --set ${set.map((name) => `${name}=…`).join(' --set ')}`;
    return `  ${checker.name}: ${checker.claim}${of}${sets}`;
  });
  return `Checkers:\n${rows.join('\n')}`;
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
