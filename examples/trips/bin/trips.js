const { App, CfnOutput, Duration, Stack } = require('aws-cdk-lib');
const { AttributeType, Billing, TableV2 } = require('aws-cdk-lib/aws-dynamodb');
const { Code, Function: Lambda, Runtime } = require('aws-cdk-lib/aws-lambda');
const { SqsEventSource } = require('aws-cdk-lib/aws-lambda-event-sources');
const { Queue } = require('aws-cdk-lib/aws-sqs');
const { Choice, Condition, DefinitionBody, Fail, StateMachine, Succeed } = require('aws-cdk-lib/aws-stepfunctions');
const { LambdaInvoke } = require('aws-cdk-lib/aws-stepfunctions-tasks');

const app = new App();
const stack = new Stack(app, 'Trips');
const code = Code.fromAsset('lambda');

const table = (id) =>
  new TableV2(stack, id, {
    partitionKey: { name: 'trip', type: AttributeType.STRING },
    billing: Billing.onDemand(),
  });

const lambda = (id, handler, environment) =>
  new Lambda(stack, id, {
    ...{ code, handler, environment, runtime: Runtime.NODEJS_22_X, timeout: Duration.seconds(6) },
  });

const seats = table('Seats');
const payments = table('Payments');
const board = table('Board');
const news = new Queue(stack, 'News', {
  fifo: true,
  visibilityTimeout: Duration.seconds(7),
  deadLetterQueue: { queue: new Queue(stack, 'DeadNews', { fifo: true }), maxReceiveCount: 8 },
});
const bookings = new Queue(stack, 'Bookings', {
  visibilityTimeout: Duration.seconds(7),
  deadLetterQueue: { queue: new Queue(stack, 'DeadBookings'), maxReceiveCount: 5 },
});

const reserve = lambda('Reserve', 'saga.reserve', { SEATS: seats.tableName });
const pay = lambda('Pay', 'saga.pay', { PAYMENTS: payments.tableName });
const cancel = lambda('Cancel', 'saga.cancel', { SEATS: seats.tableName });
const announce = lambda('Announce', 'saga.announce', { NEWS: news.queueUrl });
seats.grantReadWriteData(reserve);
seats.grantReadWriteData(cancel);
payments.grantReadWriteData(pay);
news.grantSendMessages(announce);

const step = (id, lambdaFunction) =>
  new LambdaInvoke(stack, id, { lambdaFunction, payloadResponseOnly: true }).addRetry({
    errors: ['Lambda.Unknown', 'States.Timeout', 'Runtime.ExitError', 'Error', 'States.TaskFailed'],
    interval: Duration.seconds(1),
    maxAttempts: 5,
  });
const undo = step('Give the seat back', cancel).next(new Fail(stack, 'Not booked'));
const tell = step('Tell the board', announce).next(new Succeed(stack, 'Booked'));
const saga = new StateMachine(stack, 'Saga', {
  definitionBody: DefinitionBody.fromChainable(
    step('Reserve a seat', reserve)
      .next(step('Take the money', pay).addCatch(undo, { resultPath: '$.error' }))
      .next(new Choice(stack, 'Is it paid?').when(Condition.booleanEquals('$.isPaid', true), tell).otherwise(undo)),
  ),
});

const book = lambda('Book', 'book.handler', { SAGA: saga.stateMachineArn });
saga.grantStartExecution(book);
book.addEventSource(new SqsEventSource(bookings, { batchSize: 1 }));

// MENDED=1 deploys what the file beside it does better.
const show = lambda('Show', process.env.MENDED ? 'show-mended.handler' : 'show.handler', { BOARD: board.tableName });
board.grantWriteData(show);
show.addEventSource(new SqsEventSource(news, { batchSize: 10, reportBatchItemFailures: true }));

new CfnOutput(stack, 'BookingsUrl', { value: bookings.queueUrl });
