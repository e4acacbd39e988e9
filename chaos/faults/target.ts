import * as z from 'zod';

const name = z.string().min(1);

/** A function of the system. Chaos functions end faults: hurt, they could not. */
export const functionName = name.refine((given) => !/-chaos-[a-z]+$/.test(given), {
  error: 'expected a function of the system, not a chaos function',
});

const message = name
  .optional()
  .describe(
    'Pattern of the body of the SQS message that brought the key: `*"step":"ship"*`. What no message brought never matches it.',
  );

/** The name of a Lambda function, for faults in it or in what it is given. */
export const functionTarget = z.strictObject({
  function: functionName.describe('Name of the Lambda function.'),
  path: z
    .string()
    .startsWith('/')
    .optional()
    .describe('Pattern of the HTTP path, for functions behind an API: `/orders/*`. Other events never match it.'),
  message,
});

/** The consumer of a queue, for faults of the records that it is given. */
export const recordTarget = z.strictObject({ function: functionName, message });

const callFields = {
  service: name
    .optional()
    .describe("AWS service that is called, in the SDK's service id in lower case: `dynamodb`, `sqs`."),
  operations: z.array(name).min(1).optional().describe('API operations: `PutItem`, `SendMessage`.'),
  table: name.optional().describe('Name of the DynamoDB table that the call touches.'),
  queue: name.optional().describe('Name of the SQS queue that the call touches.'),
  function: functionName.optional().describe('Name of the Lambda function that calls.'),
};

/** Parts that no one call can have together. */
function refuseContradictions(
  { service, table, queue }: { service?: string | undefined; table?: string | undefined; queue?: string | undefined },
  context: z.core.$RefinementCtx,
): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (table !== undefined && queue !== undefined) refuse('queue', 'expected a table or a queue: no call touches both');
  else if (table !== undefined && (service ?? 'dynamodb') !== 'dynamodb')
    refuse('service', 'expected dynamodb, which has tables');
  else if (queue !== undefined && (service ?? 'sqs') !== 'sqs') refuse('service', 'expected sqs, which has queues');
}

/** AWS calls of functions; every given part must match. */
export const callTarget = z
  .strictObject({
    ...callFields,
    message,
    call: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .describe(
        'Only the AWS call of this number that an invocation makes for the key, from 1, whatever the calls are; tries of the SDK are not counted.',
      ),
  })
  .refine(({ function: name, table, queue }) => (name ?? table ?? queue) !== undefined, {
    error: 'expected a function, a table or a queue to aim at',
  })
  .superRefine(refuseContradictions);

/** Requests that reach the cloud; every given part must match. */
export const cloudTarget = z
  .strictObject({
    ...callFields,
    region: name.optional(),
    from: z
      .enum(['functions', 'everyone', 'services'])
      .optional()
      .describe(
        'Who calls: only functions (the default), every client of the API, or the services of LocalStack among themselves.',
      ),
  })
  .refine((target) => Object.keys(target).length > 0, {
    error: 'expected at least one of service, operations, table, queue, function, region, from',
  })
  .superRefine(refuseContradictions);

/** The execution environments of a function. */
export const environmentTarget = z.strictObject({ function: functionName });

/** The database behind all tables. */
export const databaseTarget = z.strictObject({ service: z.literal('dynamodb') });

/** A function, a queue or a table whose settings are changed. */
export const functionSettingTarget = z.strictObject({ function: functionName });
export const queueSettingTarget = z.strictObject({ queue: name });
export const tableSettingTarget = z.strictObject({ table: name });
