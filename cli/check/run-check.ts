import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../../kernel/usage-error.ts';
import { CheckError } from '../../verify/check/check-error.ts';
import { type Checked, checkFile } from '../../verify/check/check-file.ts';
import { jsonText } from '../../verify/history/exact-json.ts';
import { formatNames, type HistoryFormat } from '../../verify/history/formats.ts';
import { explainHistory } from './history-errors.ts';

/** Options of `./lab check`. */
export interface CheckOptions {
  readonly model?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly format?: HistoryFormat;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly allowEmpty?: true;
  readonly json?: true;
  readonly picture?: string;
}

const words = { true: 'VALID', false: 'INVALID', unknown: 'UNKNOWN' } as const;
const exitCodes = { true: 0, false: 1, unknown: 2 } as const;
const shownViolations = 3;
const shownEvents = 40;

/**
 * Judges a file, prints what was found and draws it where that is wanted.
 * @returns the exit code: 0 valid, 1 invalid, 2 unknown
 * @throws UsageError for an unknown checker, model or option, and for a file that is no history
 */
export async function runCheck(checker: string, file: string, options: CheckOptions): Promise<number> {
  const { timeout, json, set, picture, ...rest } = options;
  if (picture !== undefined) refusePicture(checker, picture);
  const now = () => performance.now();
  const request = {
    checker,
    file,
    ...rest,
    ...(set && { options: set }),
    ...(picture !== undefined && { whole: true }),
    timeoutMs: timeout,
    now,
  };
  const checked = await explainHistory(file, checkFile(request)).catch((error: unknown) => {
    if (error instanceof CheckError) throw new UsageError(error.message, { hint: error.hint });
    throw error;
  });
  const text = json === true ? jsonText(checked, 2) : lines(checked).join('\n');
  process.stdout.write(`${text}\n`);
  if (picture !== undefined) {
    const { writePicture } = await import('../../report/linearization/build.ts');
    await writePicture(picture, { checked, file, ...rest });
    if (json !== true) process.stdout.write(`\nPicture: ${picture}\n`);
  }
  return exitCodes[`${checked.invariant.valid}`];
}

function refusePicture(checker: string, picture: string): void {
  if (checker !== 'linearizability')
    throw new UsageError(`--picture draws what linearizability finds, but ${checker} was to judge`, {
      hint: 'Leave --picture away, or check linearizability with a --model.',
    });
  if (!existsSync(dirname(resolve(picture))))
    throw new UsageError(`there is no folder for ${picture}`, { hint: 'Make it first, or name another file.' });
}

function lines({ invariant, events, format, gzip, truncated }: Checked): string[] {
  const { name, claim, valid, counts, counterexample, error } = invariant;
  const counted = Object.entries({ events, ...counts }).map(([what, count]) => `${count} ${what}`);
  const shown = counterexample?.violations.slice(0, shownViolations) ?? [];
  const left = (counterexample?.total ?? 0) - shown.length;
  return [
    `${words[`${valid}`]}  ${name}: ${claim}`,
    `  ${counted.join(', ')}`,
    `  read as ${formatNames[format]}${gzip ? ', compressed' : ''}`,
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
