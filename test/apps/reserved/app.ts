import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

// A function of which one may run at a time; it takes as long as its event says.
const app = new App();
const stack = new Stack(app, 'reserved');
new LambdaFunction(stack, 'One', {
  functionName: 'reserved-one',
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = ({ ms }) => new Promise((resolve) => setTimeout(resolve, ms, "done"));'),
  timeout: Duration.seconds(20),
  reservedConcurrentExecutions: 1,
});
app.synth();
