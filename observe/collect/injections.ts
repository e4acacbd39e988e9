import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Injection, injectionSchema } from '../run-files.ts';

const mark = '"faultline":"injection"';

/**
 * Every injection that the functions of the system wrote to CloudWatch Logs in a time (epoch ms), by time. The filter
 * asks for the word and the lines are looked at here: pattern languages differ between clouds, the word does not.
 */
export async function readInjections(
  logs: CloudWatchLogsClient,
  functionPrefix: string,
  from: number,
  to: number,
): Promise<Injection[]> {
  const groups: string[] = [];
  const prefix = { logGroupNamePrefix: `/aws/lambda/${functionPrefix}` };
  for await (const page of paginateDescribeLogGroups({ client: logs }, prefix)) {
    for (const group of page.logGroups ?? []) if (group.logGroupName !== undefined) groups.push(group.logGroupName);
  }
  const found = await Promise.all(groups.map((group) => readGroup(logs, group, from, to)));
  return found.flat().sort((a, b) => a.at - b.at);
}

async function readGroup(logs: CloudWatchLogsClient, group: string, from: number, to: number): Promise<Injection[]> {
  const injections = new Map<string, Injection>();
  let token: string | undefined;
  for (;;) {
    const page = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: group,
        filterPattern: '"injection"',
        startTime: from,
        endTime: to,
        nextToken: token,
      }),
    );
    for (const [n, event] of (page.events ?? []).entries()) {
      const injection = injectionOf(event.message ?? '');
      if (injection !== undefined) injections.set(event.eventId ?? `${token}/${n}`, injection);
    }
    // LocalStack may answer the last page with the token that it was asked with.
    if (page.nextToken === undefined || page.nextToken === token) return [...injections.values()];
    token = page.nextToken;
  }
}

/** The injection in a line of a log, if it is one; the line may carry a prefix of the runtime's own. */
export function injectionOf(message: string): Injection | undefined {
  if (!message.includes(mark)) return undefined;
  try {
    return injectionSchema.safeParse(JSON.parse(message.slice(message.indexOf('{')))).data;
  } catch {
    return undefined;
  }
}
