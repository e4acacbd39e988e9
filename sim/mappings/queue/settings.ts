import type { FilterCriteria } from '../invocation.ts';

/** A mapping from a queue, by the names of Lambda's API. */
export interface QueueMappingSettings {
  readonly EventSourceArn: string;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly FilterCriteria?: FilterCriteria;
  readonly Enabled?: boolean;
}

/** Unless an account has more: "up to 1,250 concurrent function instances" ("Configuring scaling behavior for SQS event source mappings"). */
const MOST_AT_ONCE = 1250;
const SECOND_MS = 1000;

/** What a mapping's settings say, with Lambda's defaults. */
export interface Plan {
  readonly queueArn: string;
  readonly queueName: string;
  readonly account: string;
  readonly region: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly reportsFailures: boolean;
  readonly mostAtOnce: number;
}

/** Reads settings, which are valid: whoever creates the mapping has checked them. */
export function readPlan(settings: QueueMappingSettings): Plan {
  const [, , , region = '', account = '', queueName = ''] = settings.EventSourceArn.split(':');
  return {
    queueArn: settings.EventSourceArn,
    queueName,
    account,
    region,
    batchSize: settings.BatchSize ?? 10,
    windowMs: (settings.MaximumBatchingWindowInSeconds ?? 0) * SECOND_MS,
    reportsFailures: settings.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    mostAtOnce: settings.ScalingConfig?.MaximumConcurrency ?? MOST_AT_ONCE,
  };
}
