import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import type * as z from 'zod';
import { type Injection, injectionSchema, type Refusal, refusalSchema } from '../../run/run-files.ts';

/** Every injection that the functions of the system wrote to CloudWatch Logs in a time (epoch ms), by time. */
export async function readInjections(
  logs: CloudWatchLogsClient,
  functionPrefix: string,
  from: number,
  to: number,
): Promise<Injection[]> {
  return readLines(logs, functionPrefix, { word: 'injection', schema: injectionSchema, from, to });
}

/** The same for faults that were due and did not act. */
export async function readRefusals(
  logs: CloudWatchLogsClient,
  functionPrefix: string,
  from: number,
  to: number,
): Promise<Refusal[]> {
  return readLines(logs, functionPrefix, { word: 'refusal', schema: refusalSchema, from, to });
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
  functionPrefix: string,
  wanted: Wanted<Line>,
): Promise<Line[]> {
  const groups: string[] = [];
  const prefix = { logGroupNamePrefix: `/aws/lambda/${functionPrefix}` };
  for await (const page of paginateDescribeLogGroups({ client: logs }, prefix)) {
    for (const group of page.logGroups ?? []) if (group.logGroupName !== undefined) groups.push(group.logGroupName);
  }
  const found = await Promise.all(groups.map((group) => readGroup(logs, group, wanted)));
  return found.flat().sort((a, b) => a.at - b.at);
}

async function readGroup<Line>(logs: CloudWatchLogsClient, group: string, wanted: Wanted<Line>): Promise<Line[]> {
  const lines = new Map<string, Line>();
  let token: string | undefined;
  for (;;) {
    const page = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: group,
        filterPattern: `"${wanted.word}"`,
        startTime: wanted.from,
        endTime: wanted.to,
        nextToken: token,
      }),
    );
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
