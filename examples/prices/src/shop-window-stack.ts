import { Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** What customers see: the newest price of each product, as the bus told it. */
export class ShopWindowStack extends Stack {
  constructor(scope: Construct, id: string, { bus }: { bus: IEventBus }) {
    super(scope, id);
    const tags = new Table(this, 'Tags', {
      partitionKey: { name: 'product', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
    });
    const told = new Queue(this, 'Told', {
      visibilityTimeout: Duration.seconds(12),
      deadLetterQueue: { queue: new Queue(this, 'DeadTold'), maxReceiveCount: 5 },
    });
    new Rule(this, 'PriceChanged', {
      eventBus: bus,
      eventPattern: { detailType: ['PriceChanged'] },
      targets: [new SqsQueue(told)],
    });

    const show = new NodejsFunction(this, 'Show', {
      // MENDED=1 deploys what the file beside it does better.
      entry: process.env.MENDED ? 'src/show-mended.ts' : 'src/show.ts',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(6),
      environment: { TAGS: tags.tableName },
    });
    tags.grantWriteData(show);
    show.addEventSource(new SqsEventSource(told, { batchSize: 1, reportBatchItemFailures: true }));
  }
}
