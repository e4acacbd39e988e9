import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { merged } from './merged.ts';
import { routesIn } from './routes.ts';

describe('the routes of an app', () => {
  it('are those of a REST API, by their paths', () => {
    const stack = new Stack(new App(), 'shop');
    const { root } = new RestApi(stack, 'Api', { defaultCorsPreflightOptions: { allowOrigins: ['*'] } });
    const jobs = root.addResource('jobs');
    root.addMethod('GET', new MockIntegration());
    jobs.addMethod('POST', new MockIntegration());
    jobs.addResource('{id}').addMethod('ANY', new MockIntegration());
    const template = Template.fromStack(stack).toJSON();
    const found = routesIn(merged([{ name: 'shop', template }]));
    expect(found.sort()).toEqual(['ANY /jobs/{id}', 'GET /', 'POST /jobs']);
  });

  it('are those of an HTTP API, and those that a document tells', () => {
    const route = { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'POST /jobs' } };
    const Body = { paths: { '/things': { get: {}, 'x-amazon-apigateway-any-method': {}, options: {} } } };
    const Resources = { Route: route, Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body } } };
    expect(routesIn({ Resources })).toEqual(['POST /jobs', 'GET /things', 'ANY /things']);
  });
});
