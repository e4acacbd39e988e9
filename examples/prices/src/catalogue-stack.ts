import { Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Where prices are set: each change lies in the outbox together with the product, and goes to the bus from there. */
export class CatalogueStack extends Stack {
  readonly bus = new EventBus(this, 'Bus', { eventBusName: 'catalogue' });

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const billingMode = BillingMode.PAY_PER_REQUEST;
    const products = new Table(this, 'Products', {
      partitionKey: { name: 'product', type: AttributeType.STRING },
      billingMode,
    });
    const outbox = new Table(this, 'Outbox', {
      partitionKey: { name: 'change', type: AttributeType.STRING },
      stream: StreamViewType.NEW_IMAGE,
      billingMode,
    });
    const changes = new Queue(this, 'Changes', {
      visibilityTimeout: Duration.seconds(12),
      deadLetterQueue: { queue: new Queue(this, 'DeadChanges'), maxReceiveCount: 5 },
    });

    const setPrice = new NodejsFunction(this, 'SetPrice', {
      entry: 'src/set-price.ts',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(6),
      environment: { PRODUCTS: products.tableName, OUTBOX: outbox.tableName },
    });
    products.grantWriteData(setPrice);
    outbox.grantWriteData(setPrice);
    setPrice.addEventSource(new SqsEventSource(changes, { batchSize: 1 }));

    const relay = new NodejsFunction(this, 'Relay', {
      entry: 'src/relay.ts',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(6),
      environment: { BUS: this.bus.eventBusName },
    });
    this.bus.grantPutEventsTo(relay);
    relay.addEventSource(
      new DynamoEventSource(outbox, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        retryAttempts: 5,
      }),
    );
  }
}
