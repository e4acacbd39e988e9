import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

// A function of which one may run at a time, called as it is and through an API; it takes as long as it is told.
const app = new App();
const stack = new Stack(app, 'reserved');
const code = `exports.handler = async ({ ms, queryStringParameters: query }) => {
  await new Promise((resolve) => setTimeout(resolve, ms ?? query.ms));
  return { statusCode: 200, body: 'done' };
};`;
const one = new LambdaFunction(stack, 'One', {
  functionName: 'reserved-one',
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline(code),
  timeout: Duration.seconds(20),
  reservedConcurrentExecutions: 1,
});
const { url } = new LambdaRestApi(stack, 'Api', { handler: one });
new CfnOutput(stack, 'Url', { value: url });
app.synth();
