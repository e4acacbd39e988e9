import type { FilterCriteria } from '../invocation.ts';

/** A mapping from a DynamoDB stream, by the names of Lambda's API. */
export interface StreamMappingSettings {
  readonly EventSourceArn: string;
  readonly FunctionArn?: string;
  readonly StartingPosition?: 'TRIM_HORIZON' | 'LATEST';
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly ParallelizationFactor?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly TumblingWindowInSeconds?: number;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
  readonly FunctionResponseTypes?: readonly string[];
  readonly FilterCriteria?: FilterCriteria;
  readonly Enabled?: boolean;
}

const SECOND_MS = 1000;
const DEFAULT_BATCH_SIZE = 100;

/** What a mapping's settings say, with Lambda's defaults. */
export interface Plan {
  readonly streamArn: string;
  readonly functionArn: string;
  readonly startsAt: 'TRIM_HORIZON' | 'LATEST';
  readonly batchSize: number;
  readonly windowMs: number;
  readonly lanes: number;
  readonly bisects: boolean;
  /** How often a batch is tried after its first time; infinite where Lambda says -1. */
  readonly retries: number;
  readonly oldestMs: number;
  readonly destinationArn: string | undefined;
  readonly reportsFailures: boolean;
}

const unlessInfinite = (number: number | undefined) =>
  number === undefined || number < 0 ? Number.POSITIVE_INFINITY : number;

/** Reads settings, which are valid: whoever creates the mapping has checked them. Throws a `TypeError` for what is not modelled. */
export function readPlan(settings: StreamMappingSettings): Plan {
  if (settings.TumblingWindowInSeconds)
    throw new TypeError('NotModelled: TumblingWindowInSeconds of an event source mapping');
  return {
    streamArn: settings.EventSourceArn,
    functionArn: settings.FunctionArn ?? '',
    startsAt: settings.StartingPosition ?? 'LATEST',
    batchSize: settings.BatchSize ?? DEFAULT_BATCH_SIZE,
    windowMs: (settings.MaximumBatchingWindowInSeconds ?? 0) * SECOND_MS,
    lanes: settings.ParallelizationFactor ?? 1,
    bisects: settings.BisectBatchOnFunctionError ?? false,
    retries: unlessInfinite(settings.MaximumRetryAttempts),
    oldestMs: unlessInfinite(settings.MaximumRecordAgeInSeconds) * SECOND_MS,
    destinationArn: settings.DestinationConfig?.OnFailure?.Destination,
    reportsFailures: settings.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
  };
}
