import { join } from 'node:path';
import { App, CfnOutput, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';

// The custom resources that the CDK itself brings, with the functions that it writes for them.
const app = new App();
const stack = new Stack(app, 'cdk-resources');
const code = Code.fromAsset(join(import.meta.dirname, 'handlers'));
const fn = (id: string, handler: string) =>
  new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_24_X, handler: `ticket.${handler}`, code });

const provider = new Provider(stack, 'Provider', {
  onEventHandler: fn('OnEvent', 'onEvent'),
  isCompleteHandler: fn('IsComplete', 'isComplete'),
  queryInterval: Duration.seconds(1),
});
const ticket = new CustomResource(stack, 'Ticket', {
  serviceToken: provider.serviceToken,
  properties: { Seat: '12C' },
});
new CfnOutput(stack, 'Seat', { value: ticket.getAttString('Seat') });
new CfnOutput(stack, 'Gate', { value: ticket.getAttString('Gate') });

const parameter = new StringParameter(stack, 'Parameter', {
  parameterName: '/cdk-resources/word',
  stringValue: 'hello',
});
const looked = new AwsCustomResource(stack, 'Looked', {
  onUpdate: {
    service: 'SSM',
    action: 'getParameter',
    parameters: { Name: parameter.parameterName },
    physicalResourceId: PhysicalResourceId.of('looked'),
  },
  policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
  installLatestAwsSdk: false,
});
looked.node.addDependency(parameter);
new CfnOutput(stack, 'Word', { value: looked.getResponseField('Parameter.Value') });

new LambdaFunction(stack, 'Quiet', {
  functionName: 'cdk-resources-quiet',
  runtime: Runtime.NODEJS_24_X,
  handler: 'ticket.handler',
  code,
  logRetention: RetentionDays.ONE_WEEK,
});

const bucket = new Bucket(stack, 'Bucket', {
  bucketName: 'cdk-resources-bucket',
  removalPolicy: RemovalPolicy.DESTROY,
  autoDeleteObjects: true,
});
const uploads = new Queue(stack, 'Uploads', { queueName: 'cdk-resources-uploads' });
bucket.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(uploads));
app.synth();
