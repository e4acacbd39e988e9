import { invalidAttribute, SqsError } from '../calls/errors.ts';

/** A queue's attributes as AWS's API has them: texts by name. */
export type Attributes = Readonly<Record<string, string>>;

/** Where messages go that were received too often. */
export interface Redrive {
  readonly deadLetterArn: string;
  readonly maxReceiveCount: number;
}

/** What a queue's attributes say, read. */
export interface Settings {
  readonly delayMs: number;
  readonly maxBytes: number;
  readonly retentionMs: number;
  readonly waitMs: number;
  readonly visibilityMs: number;
  readonly redrive: Redrive | undefined;
  readonly isContentBased: boolean;
  readonly isPerGroup: boolean;
}

/** Numbers and their bounds (API Reference, "CreateQueue"). */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  DelaySeconds: [0, 900],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
  SqsManagedSseEnabled: ['true', 'false'],
};
const ONLY_FIFO = ['DeduplicationScope', 'FifoThroughputLimit'];
const OTHERS = ['KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy', 'RedrivePolicy'];

/** What CreateQueue sets where it is told nothing. */
export const DEFAULTS: Attributes = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  SqsManagedSseEnabled: 'true',
};
/** What it sets beside these on a FIFO queue. */
export const FIFO_DEFAULTS: Attributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

function parseObject(name: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw invalidAttribute(name);
}

/** Reads a redrive policy. Throws AWS's errors; whether its dead-letter queue exists is not its to know. */
export function readRedrive(text: string): Redrive {
  const { deadLetterTargetArn, maxReceiveCount } = parseObject('RedrivePolicy', text);
  const refuse = (reason: string) =>
    new SqsError(
      'InvalidParameterValueException',
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
    );
  if (typeof deadLetterTargetArn !== 'string' || deadLetterTargetArn === '')
    throw refuse('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  if (maxReceiveCount === undefined)
    throw refuse('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw refuse(
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
    );
  return { deadLetterArn: deadLetterTargetArn, maxReceiveCount: count };
}

function check(name: string, value: string, isFifo: boolean): void {
  const range = RANGES[name];
  const choices = CHOICES[name];
  if (ONLY_FIFO.includes(name) && !isFifo)
    throw new SqsError('InvalidAttributeName', `You can specify the ${name} only when FifoQueue is set to true.`);
  if (name === 'ContentBasedDeduplication' && !isFifo)
    throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  if (name === 'FifoQueue') {
    if (!isFifo) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    if (value !== 'true') throw invalidAttribute(name, 'Modifying queue type is not supported.');
  } else if (range !== undefined) {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < range[0] || number > range[1]) throw invalidAttribute(name);
  } else if (choices !== undefined) {
    if (!choices.includes(value.toLowerCase()) && !choices.includes(value)) throw invalidAttribute(name);
  } else if (!OTHERS.includes(name)) {
    throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  } else if (name.endsWith('Policy') && value !== '') {
    if (name === 'RedrivePolicy') readRedrive(value);
    else parseObject(name, value);
  }
}

/** Refuses attributes that AWS does not have, or with values that it does not take. */
export function checkAttributes(attributes: Attributes, isFifo: boolean): void {
  for (const [name, value] of Object.entries(attributes)) check(name, value, isFifo);
}

const SECOND_MS = 1000;

/** What checked attributes say. */
export function readSettings(attributes: Attributes): Settings {
  const number = (name: string) => Number(attributes[name]);
  const redrive = attributes.RedrivePolicy;
  return {
    delayMs: number('DelaySeconds') * SECOND_MS,
    maxBytes: number('MaximumMessageSize'),
    retentionMs: number('MessageRetentionPeriod') * SECOND_MS,
    waitMs: number('ReceiveMessageWaitTimeSeconds') * SECOND_MS,
    visibilityMs: number('VisibilityTimeout') * SECOND_MS,
    redrive: redrive ? readRedrive(redrive) : undefined,
    isContentBased: attributes.ContentBasedDeduplication?.toLowerCase() === 'true',
    isPerGroup: attributes.DeduplicationScope === 'messageGroup',
  };
}
