import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** An image gallery: uploads become thumbnails, thumbnails become notices. It knows nothing of chaos. */
export class GalleryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const images = this.table('images', 'image');
    const notices = this.table('notices', 'owner');
    const uploadsQueue = this.queue('uploads');
    const noticesQueue = this.queue('notices');

    const thumbnail = this.handler('thumbnail', {
      IMAGES_TABLE: images.tableName,
      NOTICES_QUEUE_URL: noticesQueue.queueUrl,
    });
    images.grantReadWriteData(thumbnail);
    noticesQueue.grantSendMessages(thumbnail);
    thumbnail.addEventSource(new SqsEventSource(uploadsQueue, { batchSize: 1 }));

    const notify = this.handler('notify', { NOTICES_TABLE: notices.tableName });
    notices.grantReadWriteData(notify);
    notify.addEventSource(new SqsEventSource(noticesQueue, { batchSize: 1 }));
  }

  private table(name: string, key: string): Table {
    return new Table(this, `${name}Table`, {
      tableName: `gallery-${name}`,
      partitionKey: { name: key, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  private queue(name: string): Queue {
    const deadLetters = new Queue(this, `${name}DeadLetters`, { queueName: `gallery-${name}-dlq` });
    return new Queue(this, `${name}Queue`, {
      queueName: `gallery-${name}`,
      visibilityTimeout: Duration.seconds(6),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
  }

  private handler(name: string, environment: Record<string, string>): NodejsFunction {
    return new NodejsFunction(this, name, {
      functionName: `gallery-${name}`,
      entry: join(import.meta.dirname, 'handlers', `${name}.ts`),
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(5),
      environment,
      bundling: { bundleAwsSDK: true, minify: true },
    });
  }
}
