import { describe, expect, it } from '@jest/globals';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { emptyBundles } from '../testing/empty-bundles.ts';
import { HandlerFunction } from './handler-function.ts';
import { ThrottledRestApi } from './throttled-rest-api.ts';

const bundle = emptyBundles(['api']).api;

function build(seconds: number): Stack {
  const stack = new Stack(new App(), 'stack');
  const timeout = Duration.seconds(seconds);
  const handler = new HandlerFunction(stack, 'Orders', { functionName: 'orders', bundle, service: 'orders', timeout });
  new ThrottledRestApi(stack, 'RestApi', {
    restApiName: 'orders',
    stageName: 'lab',
    handler,
    routes: ['POST /orders', 'GET /orders/{id}'],
  });
  return stack;
}

describe('ThrottledRestApi', () => {
  it('has one rate-limited stage, and tells its id and stage', () => {
    const template = Template.fromStack(build(5));
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'lab',
      MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 500 })],
    });
    expect(Object.keys(template.toJSON().Outputs)).toEqual(['RestApiId', 'RestApiStage']);
    template.resourceCountIs('AWS::ApiGateway::Method', 2);
  });

  it('refuses a handler that outlives its caller', () => {
    expect(() => build(30)).toThrow(
      'stack/RestApi: the handler may still work when its caller has been answered 504: got a timeout of 30 s for stack/Orders, expected at most 29 s',
    );
  });
});
