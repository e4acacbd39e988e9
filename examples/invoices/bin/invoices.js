import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';

const app = new App();
const stack = new Stack(app, 'Invoices');
const orders = new Topic(stack, 'Orders');

function table(id, partitionKey, more = {}) {
  return new Table(stack, id, {
    partitionKey: { name: partitionKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    removalPolicy: RemovalPolicy.DESTROY,
    ...more,
  });
}

function subscriber(id, file, environment) {
  const queue = new Queue(stack, `${id}Queue`, {
    visibilityTimeout: Duration.seconds(6),
    deadLetterQueue: { queue: new Queue(stack, `${id}Dead`), maxReceiveCount: 8 },
  });
  orders.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
  const handler = new NodejsFunction(stack, id, {
    entry: `lambda/${file}`,
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(5),
    bundling: { format: OutputFormat.ESM },
    environment,
  });
  handler.addEventSource(new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true }));
  return handler;
}

const invoices = table('Bills', 'id');
const seen = table('Seen', 'id', { timeToLiveAttribute: 'expiration' });
const parcels = table('Parcels', 'order');

// MENDED=1 deploys what the file beside it does better.
const bill = subscriber('Bill', process.env.MENDED ? 'bill-mended.js' : 'bill.js', {
  BILLS_TABLE: invoices.tableName,
  SEEN_TABLE: seen.tableName,
});
invoices.grantWriteData(bill);
seen.grantReadWriteData(bill);

const ship = subscriber('Ship', 'ship.js', { PARCELS_TABLE: parcels.tableName });
parcels.grantWriteData(ship);
