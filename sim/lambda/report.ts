import type { FunctionFailure } from './settings.ts';

interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly initMs: number | undefined;
  readonly memoryMb: number;
  readonly status: string;
  readonly errorType: string | undefined;
}

/** The last line of an invocation in a function's log (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html). */
export function reportLine({ requestId, durationMs, initMs, memoryMb, status, errorType }: Report): string {
  const billed = Math.ceil(durationMs + (initMs ?? 0));
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${memoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    `Status: ${status}`,
    ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
  ].join('\t');
}

/** An error of a handler as Lambda answers it. */
export function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
