import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { FunctionError } from '../../run/run-files.ts';
import { readLogs } from './logs.ts';

/** Every invocation of these functions in a time (epoch ms) that did not end well, as Lambda's own REPORT lines say, by time. */
export async function readFunctionErrors(
  logs: CloudWatchLogsClient,
  functions: readonly string[],
  from: number,
  to: number,
): Promise<FunctionError[]> {
  const found = await Promise.all(
    functions.map((name) =>
      readLogs(logs, name, { word: 'Status:', from, to }, (message, at) => functionErrorOf(message, name, at)),
    ),
  );
  return found.flat().sort((a, b) => a.at - b.at);
}

/** What a REPORT line says of an invocation that did not end well; undefined for anything else. */
export function functionErrorOf(message: string, name: string, at: number): FunctionError | undefined {
  const [, requestId, status] = /^REPORT RequestId: (\S+).*\tStatus: (\w+)/s.exec(message) ?? [];
  if (requestId === undefined || status === undefined || status === 'success') return undefined;
  const [, errorType] = /\tError Type: (\S+)/.exec(message) ?? [];
  return { at, function: name, requestId, status, ...(errorType !== undefined && { errorType }) };
}
