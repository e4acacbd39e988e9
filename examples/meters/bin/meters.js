const { App, Stack, Duration } = require('aws-cdk-lib');
const { AttributeType, BillingMode, Table } = require('aws-cdk-lib/aws-dynamodb');
const { Runtime } = require('aws-cdk-lib/aws-lambda');
const { SqsEventSource } = require('aws-cdk-lib/aws-lambda-event-sources');
const { NodejsFunction } = require('aws-cdk-lib/aws-lambda-nodejs');
const { Queue } = require('aws-cdk-lib/aws-sqs');
const { join } = require('node:path');

class MetersStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);

    const deadLetters = new Queue(this, 'DeadReadings');
    const readings = new Queue(this, 'Readings', {
      visibilityTimeout: Duration.seconds(12),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 6 },
    });

    const totals = new Table(this, 'Totals', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
    });

    const aggregate = new NodejsFunction(this, 'Aggregate', {
      // MENDED=1 deploys what the file beside it does better.
      entry: join(__dirname, '..', 'lambda', process.env.MENDED ? 'aggregate-mended.js' : 'aggregate.js'),
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(6),
      environment: { TOTALS_TABLE: totals.tableName },
    });
    totals.grantReadWriteData(aggregate);
    aggregate.addEventSource(new SqsEventSource(readings, { batchSize: 5, reportBatchItemFailures: true }));
  }
}

const app = new App();
new MetersStack(app, 'Meters');
