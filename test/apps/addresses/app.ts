import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CorsHttpMethod, HttpApi, HttpMethod, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, FunctionUrlAuthType, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

const app = new App();
const stack = new Stack(app, 'addresses');

const echo = new LambdaFunction(stack, 'Echo', {
  functionName: 'addresses-echo',
  runtime: Runtime.NODEJS_24_X,
  handler: 'echo.handler',
  code: Code.fromAsset(join(import.meta.dirname, 'handlers')),
});

const integration = new HttpLambdaIntegration('Echo', echo);
const http = new HttpApi(stack, 'Http', {
  corsPreflight: {
    allowOrigins: ['https://shop.example'],
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
    allowHeaders: ['content-type'],
    exposeHeaders: ['x-made-by'],
    maxAge: Duration.minutes(10),
  },
});
http.addRoutes({ path: '/orders', methods: [HttpMethod.GET, HttpMethod.POST], integration });
http.addRoutes({ path: '/orders/{id}', methods: [HttpMethod.GET], integration });
http.addRoutes({ path: '/orders/newest', integration });
http.addRoutes({ path: '/files/{proxy+}', integration });
http.addRoutes({
  path: '/old',
  methods: [HttpMethod.GET],
  integration: new HttpLambdaIntegration('Old', echo, { payloadFormatVersion: PayloadFormatVersion.VERSION_1_0 }),
});
http.addStage('Beta', { stageName: 'beta', autoDeploy: true });

const all = new HttpApi(stack, 'All', {
  defaultIntegration: new HttpLambdaIntegration('All', echo),
});

const rest = new RestApi(stack, 'Rest', { deployOptions: { stageName: 'prod' } });
rest.root.addResource('orders').addMethod('GET', new LambdaIntegration(echo));

const url = echo.addFunctionUrl({
  authType: FunctionUrlAuthType.NONE,
  cors: { allowedOrigins: ['*'], allowedHeaders: ['content-type'] },
});

new CfnOutput(stack, 'HttpUrl', { value: http.apiEndpoint });
new CfnOutput(stack, 'HttpStageUrl', { value: http.url ?? '' });
new CfnOutput(stack, 'AllUrl', { value: all.apiEndpoint });
new CfnOutput(stack, 'RestUrl', { value: rest.url });
new CfnOutput(stack, 'FunctionUrl', { value: url.url });
app.synth();
