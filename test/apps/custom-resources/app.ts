import { join } from 'node:path';
import { App, CfnOutput, CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

/** A custom resource with a handler of its own; `fail` names the request that it refuses. */
class Greeting extends Stack {
  constructor(scope: App, id: string, name: string, fail = '') {
    super(scope, id);
    const handler = new LambdaFunction(this, 'Handler', {
      functionName: `${id}-handler`,
      runtime: Runtime.NODEJS_24_X,
      handler: 'greeting.handler',
      code: Code.fromAsset(join(import.meta.dirname, 'handlers')),
    });
    const greeting = new CustomResource(this, 'Greeting', {
      resourceType: 'Custom::Greeting',
      serviceToken: handler.functionArn,
      properties: { Name: name, Count: 3, Fail: fail },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnOutput(this, 'Text', { value: greeting.getAttString('Text') });
    new CfnOutput(this, 'Length', { value: greeting.getAttString('Nested.Length') });
    new CfnOutput(this, 'Name', { value: greeting.ref });
  }
}

const app = new App();
const name = app.node.tryGetContext('name') ?? 'world';
new Greeting(app, 'greeting', name, app.node.tryGetContext('fail'));
new Greeting(app, 'refused-greeting', name, 'Create');
new Greeting(app, 'throwing-greeting', name, 'throw');
app.synth();
