import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type * as z from 'zod';
import { type Injection, injectionSchema, type Refusal, refusalSchema } from '../../run/run-files.ts';
import { readLogs, type WantedLines } from './logs.ts';

/** Every injection that these functions wrote to CloudWatch Logs in a time (epoch ms), by time. */
export async function readInjections(
  logs: CloudWatchLogsClient,
  functions: readonly string[],
  from: number,
  to: number,
): Promise<Injection[]> {
  return readLines(logs, functions, { word: 'injection', schema: injectionSchema, from, to });
}

/** The same for faults that were due and did not act. */
export async function readRefusals(
  logs: CloudWatchLogsClient,
  functions: readonly string[],
  from: number,
  to: number,
): Promise<Refusal[]> {
  return readLines(logs, functions, { word: 'refusal', schema: refusalSchema, from, to });
}

interface Wanted<Line> extends WantedLines {
  readonly schema: z.ZodType<Line>;
}

async function readLines<Line extends { readonly at: number }>(
  logs: CloudWatchLogsClient,
  functions: readonly string[],
  wanted: Wanted<Line>,
): Promise<Line[]> {
  const found = await Promise.all(
    functions.map((name) => readLogs(logs, name, wanted, (message) => lineOf(message, wanted))),
  );
  return found.flat().sort((a, b) => a.at - b.at);
}

/** The injection in a line of a log, if it is one. */
export function injectionOf(message: string): Injection | undefined {
  return lineOf(message, { word: 'injection', schema: injectionSchema });
}

/** What a line of a log says, if it is of this kind; the line may carry a prefix of the runtime's own. */
function lineOf<Line>(message: string, { word, schema }: Pick<Wanted<Line>, 'word' | 'schema'>): Line | undefined {
  if (!message.includes(`"faultline":"${word}"`)) return undefined;
  try {
    return schema.safeParse(JSON.parse(message.slice(message.indexOf('{')))).data;
  } catch {
    return undefined;
  }
}
