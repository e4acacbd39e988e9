import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';

/** Which lines of a log are wanted. */
export interface WantedLines {
  /**
   * What stands in them. The filter asks for it and the lines are looked at by the reader: pattern languages differ between
   * clouds, the word does not.
   */
  readonly word: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** What `read` makes of the lines of a function's log, each once. @param read undefined for a line that is not wanted */
export async function readLogs<Line>(
  logs: CloudWatchLogsClient,
  name: string,
  { word, from, to }: WantedLines,
  read: (message: string, at: number) => Line | undefined,
): Promise<Line[]> {
  const lines = new Map<string, Line>();
  let token: string | undefined;
  for (;;) {
    const request = {
      logGroupName: `/aws/lambda/${name}`,
      filterPattern: `"${word}"`,
      startTime: from,
      endTime: to,
      nextToken: token,
    };
    const page = await logs.send(new FilterLogEventsCommand(request)).catch((error: unknown) => {
      // A function that never ran has no log group where nobody made one for it.
      if (error instanceof ResourceNotFoundException) return { events: [], nextToken: undefined };
      throw error;
    });
    for (const [n, event] of (page.events ?? []).entries()) {
      const line = read(event.message ?? '', event.timestamp ?? 0);
      if (line !== undefined) lines.set(event.eventId ?? `${token}/${n}`, line);
    }
    // LocalStack may answer the last page with the token that it was asked with.
    if (page.nextToken === undefined || page.nextToken === token) return [...lines.values()];
    token = page.nextToken;
  }
}
