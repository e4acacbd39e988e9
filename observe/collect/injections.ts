import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type * as z from 'zod';
import { type Injection, injectionSchema, type Refusal, refusalSchema } from '../../run/run-files.ts';

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

interface Wanted<Line> {
  /** What `faultline` says in the line. */
  readonly word: string;
  readonly schema: z.ZodType<Line>;
  readonly from: number;
  readonly to: number;
}

/**
 * The filter asks for the word and the lines are looked at here: pattern languages differ between clouds, the word does
 * not.
 */
async function readLines<Line extends { readonly at: number }>(
  logs: CloudWatchLogsClient,
  functions: readonly string[],
  wanted: Wanted<Line>,
): Promise<Line[]> {
  const found = await Promise.all(functions.map((name) => readGroup(logs, `/aws/lambda/${name}`, wanted)));
  return found.flat().sort((a, b) => a.at - b.at);
}

async function readGroup<Line>(logs: CloudWatchLogsClient, group: string, wanted: Wanted<Line>): Promise<Line[]> {
  const lines = new Map<string, Line>();
  let token: string | undefined;
  for (;;) {
    const request = {
      logGroupName: group,
      filterPattern: `"${wanted.word}"`,
      startTime: wanted.from,
      endTime: wanted.to,
      nextToken: token,
    };
    const page = await logs.send(new FilterLogEventsCommand(request)).catch((error: unknown) => {
      // A function that never ran has no log group where nobody made one for it.
      if (error instanceof ResourceNotFoundException) return { events: [], nextToken: undefined };
      throw error;
    });
    for (const [n, event] of (page.events ?? []).entries()) {
      const line = lineOf(event.message ?? '', wanted);
      if (line !== undefined) lines.set(event.eventId ?? `${token}/${n}`, line);
    }
    // LocalStack may answer the last page with the token that it was asked with.
    if (page.nextToken === undefined || page.nextToken === token) return [...lines.values()];
    token = page.nextToken;
  }
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
