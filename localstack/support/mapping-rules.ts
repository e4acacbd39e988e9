import { isObject } from './finding.ts';

/** A mapping's settings; what a deployment computes is left out. */
export type Settings = Readonly<Record<string, unknown>>;

/** The queue of a mapping; seconds as far as they are known. */
export interface Queue {
  readonly isFifo: boolean;
  readonly visibilityTimeout: number | undefined;
}

const onlyStreams = [
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'TumblingWindowInSeconds',
];

/**
 * Why AWS Lambda refuses a mapping, in its words: what `mappings/rules.py` of the plug-in says when it is deployed.
 *
 * @param queue undefined for a stream
 * @param functionTimeout in seconds, if it is known
 */
export function refusal(settings: Settings, queue?: Queue, functionTimeout?: number): string | undefined {
  const reasons = queue === undefined ? ofStream(settings) : ofQueue(settings, queue, functionTimeout);
  return reasons.next().value ?? ofFilters(settings);
}

function* ofQueue(settings: Settings, queue: Queue, timeout: number | undefined): Generator<string, undefined> {
  if ('StartingPosition' in settings) yield 'StartingPosition is not valid for SQS event sources.';
  for (const name of onlyStreams) if (isSet(settings[name])) yield unsupported(name);
  const window = numberOf(settings.MaximumBatchingWindowInSeconds);
  const batch = numberOf(settings.BatchSize);
  if (queue.isFifo && window) yield 'Batching window is not supported for FIFO queues';
  yield* outOf('batchSize', batch, 1, 10_000);
  yield* outOf('maximumBatchingWindowInSeconds', window, 0, 300);
  if (batch !== undefined && batch > 10 && !window && !isObject(settings.MaximumBatchingWindowInSeconds))
    yield 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10';
  const { ScalingConfig } = settings;
  if (isObject(ScalingConfig))
    yield* outOf('scalingConfig.maximumConcurrency', numberOf(ScalingConfig.MaximumConcurrency), 2, 1000);
  const { visibilityTimeout: visible } = queue;
  if (visible !== undefined && timeout !== undefined && visible < timeout)
    yield `Queue visibility timeout: ${visible} seconds is less than Function timeout: ${timeout} seconds`;
}

function* ofStream(settings: Settings): Generator<string, undefined> {
  if (isSet(settings.ScalingConfig)) yield unsupported('ScalingConfig');
  yield* outOf('batchSize', numberOf(settings.BatchSize), 1, 10_000);
  yield* outOf('maximumBatchingWindowInSeconds', numberOf(settings.MaximumBatchingWindowInSeconds), 0, 300);
  yield* outOf('maximumRetryAttempts', numberOf(settings.MaximumRetryAttempts), -1, 10_000);
  yield* outOf('parallelizationFactor', numberOf(settings.ParallelizationFactor), 1, 10);
  const age = numberOf(settings.MaximumRecordAgeInSeconds);
  // -1 is for ever.
  if (age !== -1) yield* outOf('maximumRecordAgeInSeconds', age, 60, 604_800);
}

function ofFilters({ FilterCriteria }: Settings): string | undefined {
  const filters = isObject(FilterCriteria) && Array.isArray(FilterCriteria.Filters) ? FilterCriteria.Filters : [];
  const isWrong = (pattern: unknown) => !isObject(pattern) && !isPattern(pattern);
  return filters.some((each) => isWrong(isObject(each) ? each.Pattern : undefined))
    ? 'Invalid filter pattern definition.'
    : undefined;
}

function isPattern(text: unknown): boolean {
  try {
    return typeof text === 'string' && isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

const unsupported = (name: string) => `Unsupported ${name} parameter for given event source mapping type.`;

/** Whether a setting is there and says something. */
function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** A whole number, which templates may have as a string. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

function* outOf(name: string, value: number | undefined, least: number, most: number): Generator<string> {
  const told = `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must have value`;
  if (value !== undefined && value < least) yield `${told} greater than or equal to ${least}`;
  if (value !== undefined && value > most) yield `${told} less than or equal to ${most}`;
}
