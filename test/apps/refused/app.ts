import { join } from 'node:path';
import { App, CfnMapping, CfnOutput, CfnParameter, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import {
  Code,
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  LayerVersion,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import { Queue } from 'aws-cdk-lib/aws-sqs';

// Each stack holds a queue, which must not be created, and something that the engine has not.
const app = new App();
function stack(id: string, add: (stack: Stack) => void): void {
  const made = new Stack(app, id, { env: { region: 'us-east-1' } });
  new Queue(made, 'Queue', { queueName: `${id}-queue` });
  add(made);
}

stack('refused-pipe', (scope) => {
  const role = 'arn:aws:iam::000000000000:role/any';
  const queue = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  new CfnPipe(scope, 'Pipe', { roleArn: role, source: queue('a'), target: queue('b') });
});
stack('refused-stream', (scope) => {
  new Stream(scope, 'Clicks');
});
stack('refused-image', (scope) => {
  new DockerImageFunction(scope, 'Image', {
    code: DockerImageCode.fromImageAsset(join(import.meta.dirname, 'image')),
  });
});
stack('refused-sockets', (scope) => {
  new WebSocketApi(scope, 'Chat');
});
stack('refused-runtime', (scope) => {
  const code = Code.fromAsset(join(import.meta.dirname, 'image'));
  new LambdaFunction(scope, 'Ruby', { runtime: Runtime.RUBY_3_4, handler: 'index.handler', code });
});
stack('refused-layer', (scope) => {
  const code = Code.fromInline('exports.handler = async () => {};');
  const arn = `arn:aws:lambda:${scope.region}:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:20`;
  const layers = [LayerVersion.fromLayerVersionArn(scope, 'Powertools', arn)];
  new LambdaFunction(scope, 'Layered', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code, layers });
});
stack('refused-parameter', (scope) => {
  const kind = new CfnParameter(scope, 'Kind', { default: 'WEBSOCKET' }).valueAsString;
  new CfnResource(scope, 'Given', {
    type: 'AWS::ApiGatewayV2::Api',
    properties: { Name: 'given', ProtocolType: kind },
  });
});
stack('refused-mapping', (scope) => {
  const code = Code.fromInline('exports.handler = async () => {};');
  const slow = { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code, timeout: Duration.seconds(20) };
  const queue = new Queue(scope, 'Work', { visibilityTimeout: Duration.seconds(10) });
  new LambdaFunction(scope, 'Slow', slow).addEventSource(new SqsEventSource(queue));
});
stack('refused-attribute', (scope) => {
  const queue = new CfnResource(scope, 'Other', { type: 'AWS::SQS::Queue' });
  new CfnOutput(scope, 'Colour', { value: queue.getAtt('Colour').toString() });
});
// What is only known while it is deployed: it is refused before the resource, and what was created goes.
stack('refused-late', (scope) => {
  const kinds = new CfnMapping(scope, 'Kinds', { mapping: { chat: { kind: 'WEBSOCKET' } } });
  const api = new CfnResource(scope, 'Late', {
    type: 'AWS::ApiGatewayV2::Api',
    properties: { Name: 'late', ProtocolType: kinds.findInMap('chat', 'kind') },
  });
  api.node.addDependency(scope.node.findChild('Queue'));
});
stack('refused-replica', (scope) => {
  const id = { name: 'id', type: AttributeType.STRING };
  const table = new TableV2(scope, 'Far', { partitionKey: id, replicas: [{ region: 'eu-west-1' }] });
  table.node.addDependency(scope.node.findChild('Queue'));
});
app.synth();
