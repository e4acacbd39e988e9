/** How a consumer is set up; what is left out has the value in brackets. */
export interface ConsumerSettings {
  /** A FIFO queue [false]. */
  readonly fifo?: boolean;
  /** [10] */
  readonly batchSize?: number;
  /** [5] */
  readonly maximumConcurrency?: number;
  /** How long the function works on a batch [100]. */
  readonly workMs?: number;
  /** [2] */
  readonly visibilitySeconds?: number;
  /** [3] */
  readonly maxReceiveCount?: number;
  /** How long the mapping gathers a batch [0]. */
  readonly windowSeconds?: number;
  /** Whether the event source mapping is enabled from the start [true]. */
  readonly enabled?: boolean;
}

/**
 * The function works for a while, logs one line, and reports the messages that ask to fail: a body is
 * `{ n, failures }`, where `failures` receives fail.
 */
const source = (workMs: number): string => `
exports.handler = async (event) => {
  const start = Date.now();
  await new Promise((resolve) => setTimeout(resolve, ${workMs}));
  const messages = event.Records.map((record) => ({
    ...JSON.parse(record.body),
    id: record.messageId,
    receives: Number(record.attributes.ApproximateReceiveCount),
    firstReceived: Number(record.attributes.ApproximateFirstReceiveTimestamp),
    group: record.attributes.MessageGroupId,
  }));
  const failed = messages.filter(({ failures = 0, receives }) => receives <= failures);
  // A FIFO consumer stops at the first failure of a group, so that nothing overtakes it.
  const firstFailed = messages.findIndex((message) => failed.includes(message));
  const reported = event.Records[0].attributes.MessageGroupId && firstFailed >= 0 ? messages.slice(firstFailed) : failed;
  console.log(JSON.stringify({ invocation: { start, end: Date.now(), messages } }));
  return { batchItemFailures: reported.map(({ id }) => ({ itemIdentifier: id })) };
};`;

/** The CloudFormation template of a consumer; the function bears the stack's name. */
export function consumerTemplate(name: string, settings: ConsumerSettings): object {
  const { fifo = false, batchSize = 10, maximumConcurrency = 5, workMs = 100 } = settings;
  const { visibilitySeconds = 2, maxReceiveCount = 3, windowSeconds = 0, enabled = true } = settings;
  const queue = (suffix: string, more: object): object => ({
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName: `${name}${suffix}${fifo ? '.fifo' : ''}`, ...(fifo && { FifoQueue: true }), ...more },
  });
  const attribute = (resource: string, of: string): object => ({ 'Fn::GetAtt': [resource, of] });
  return {
    Resources: {
      Dlq: queue('-dlq', {}),
      Queue: queue('', {
        VisibilityTimeout: visibilitySeconds,
        RedrivePolicy: { deadLetterTargetArn: attribute('Dlq', 'Arn'), maxReceiveCount },
      }),
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: name,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          // No longer than a message is hidden: else Lambda refuses the mapping.
          Timeout: Math.min(10, visibilitySeconds),
          Role: attribute('Role', 'Arn'),
          Code: { ZipFile: source(workMs) },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: attribute('Queue', 'Arn'),
          FunctionName: { Ref: 'Function' },
          Enabled: enabled,
          BatchSize: batchSize,
          ...(windowSeconds > 0 && { MaximumBatchingWindowInSeconds: windowSeconds }),
          ScalingConfig: { MaximumConcurrency: maximumConcurrency },
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        },
      },
    },
    Outputs: {
      QueueUrl: { Value: { Ref: 'Queue' } },
      DlqUrl: { Value: { Ref: 'Dlq' } },
      MappingId: { Value: { Ref: 'Mapping' } },
    },
  };
}
