import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';
import { RefusedConstruct } from './refused-construct.ts';

const configuring = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html';
const redriving =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html';

/** Properties of a {@link DeadLetteredQueue}. */
export interface DeadLetteredQueueProps {
  /** The physical name; the dead-letter queue and its alarm are called `<name>-dlq`. */
  readonly queueName: string;
  /** How long a received message stays hidden: at least six times the consumer's timeout. */
  readonly visibilityTimeout: Duration;
  /**
   * Receives after which a message is moved to the dead-letter queue: at least 5.
   *
   * @default 5
   */
  readonly maxReceiveCount?: number;
  /**
   * How long a message may wait in the queue: less than in the dead-letter queue.
   *
   * @default Duration.days(4)
   */
  readonly retentionPeriod?: Duration;
}

/** How a queue's messages are handed to its consumer. */
export interface DeliveryProps {
  /**
   * Messages an invocation gets at most.
   *
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Batches that are handled at once: 2 to 1,000.
   *
   * @default 5
   */
  readonly maxConcurrency?: number;
}

/**
 * A standard queue that cannot exist without a dead-letter queue, an alarm on it, and one consumer that answers batches
 * in part and always finishes within a sixth of the visibility timeout.
 */
export class DeadLetteredQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  private readonly visibilityTimeout: Duration;
  private consumer: HandlerFunction | undefined;

  constructor(scope: Construct, id: string, props: DeadLetteredQueueProps) {
    super(scope, id);
    this.visibilityTimeout = props.visibilityTimeout;
    const maxReceiveCount = props.maxReceiveCount ?? 5;
    const retentionPeriod = props.retentionPeriod ?? Duration.days(4);
    const deadLetterRetention = Duration.days(14);
    if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 5) {
      throw new RefusedConstruct(this, {
        what: 'too few receives before the dead-letter queue',
        got: `maxReceiveCount ${maxReceiveCount}`,
        expected: 'a whole number of at least 5, since throttled invocations burn receives too',
        source: configuring,
      });
    }
    // A message keeps its first timestamp when it moves: with equal retentions it could expire on arrival.
    if (retentionPeriod.toSeconds() >= deadLetterRetention.toSeconds()) {
      throw new RefusedConstruct(this, {
        what: 'the retention period leaves no time in the dead-letter queue',
        got: `${retentionPeriod.toSeconds()} s`,
        expected: `less than the dead-letter queue's ${deadLetterRetention.toSeconds()} s`,
        source: redriving,
      });
    }

    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', {
      queueName: `${props.queueName}-dlq`,
      retentionPeriod: deadLetterRetention,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      visibilityTimeout: props.visibilityTimeout,
      retentionPeriod,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new Alarm(this, 'DeadLetterAlarm', {
      alarmName: `${props.queueName}-dlq`,
      alarmDescription: `A message that could not be handled is waiting in ${props.queueName}-dlq.`,
      metric: this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.node.addValidation({
      validate: () =>
        this.consumer === undefined ? [`${this.node.path}: the queue has no consumer: call deliverTo`] : [],
    });
  }

  /** Lets a function send to the queue, and tells it where the queue is in an environment variable. */
  grantSendTo(sender: HandlerFunction, variable: string): void {
    sender.addEnvironment(variable, this.queue.queueUrl);
    sender.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /** Hands the queue's messages to its one consumer, in batches that it may answer in part. */
  deliverTo(consumer: HandlerFunction, props: DeliveryProps = {}): void {
    if (this.consumer !== undefined) {
      throw new RefusedConstruct(this, {
        what: 'a second consumer would take messages away from the first',
        got: consumer.node.path,
        expected: `${this.consumer.node.path} alone`,
      });
    }
    const needed = 6 * consumer.timeout.toSeconds();
    if (this.visibilityTimeout.toSeconds() < needed) {
      throw new RefusedConstruct(this, {
        what: 'the visibility timeout is too short',
        got: `${this.visibilityTimeout.toSeconds()} s`,
        expected: `at least ${needed} s, six times the ${consumer.timeout.toSeconds()} s timeout of ${consumer.node.path}`,
        source: configuring,
      });
    }
    this.consumer = consumer;
    consumer.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: props.batchSize ?? 10,
        maxConcurrency: props.maxConcurrency ?? 5,
        reportBatchItemFailures: true,
      }),
    );
  }
}
