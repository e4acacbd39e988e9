/** One way in which a service refuses a call because there are too many. */
export interface ThrottlingError {
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
}

/** How services refuse when they throttle, by the SDK's service id in lower case; the first is what they do by default. */
const throttlingErrors: Readonly<Record<string, readonly [ThrottlingError, ...ThrottlingError[]]>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  dynamodb: [
    { code: 'ProvisionedThroughputExceededException', status: 400 },
    { code: 'ThrottlingException', status: 400 },
    { code: 'RequestLimitExceeded', status: 400 },
  ],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html#API_ReceiveMessage_Errors
  sqs: [
    { code: 'RequestThrottled', status: 400 },
    { code: 'OverLimit', status: 400 },
    { code: 'KmsThrottled', status: 400 },
  ],
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
  lambda: [{ code: 'TooManyRequestsException', status: 429 }],
  // https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html#API_PutRecord_Errors
  kinesis: [{ code: 'ProvisionedThroughputExceededException', status: 400 }],
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  s3: [{ code: 'SlowDown', status: 503 }],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
  ec2: [{ code: 'RequestLimitExceeded', status: 503 }],
};

/** What services answer that are not in the table (https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and its siblings). */
const elsewhere: ThrottlingError = { code: 'ThrottlingException', status: 400 };

/** Every code that a rule may ask for. */
export const throttlingCodes: readonly string[] = [
  ...new Set([...Object.values(throttlingErrors).flat(), elsewhere].map(({ code }) => code)),
];

/** The codes by which a service refuses. */
export function throttlingCodesOf(service: string): readonly string[] {
  return (throttlingErrors[service] ?? [elsewhere]).map(({ code }) => code);
}

/**
 * How a service refuses: by this code, or by its own first one.
 * @returns undefined when the service has no such code
 */
export function throttlingErrorOf(service: string, code: string | undefined): ThrottlingError | undefined {
  const known = throttlingErrors[service] ?? [elsewhere];
  return code === undefined ? known[0] : known.find((error) => error.code === code);
}
