import { describe, expect, it } from '@jest/globals';
import { giveRoutes } from './http-routes.ts';

const uri = { 'Fn::Sub': 'the function' };
const integration = { 'x-amazon-apigateway-integration': { uri, payloadFormatVersion: '2.0' } };
const withBody = (more: Record<string, unknown> = {}) => ({
  Resources: {
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Body: {
          ...{ openapi: '3.0.1', info: {}, tags: [], ...more },
          paths: {
            '/jobs/{id}': { get: integration },
            '/jobs': { 'x-amazon-apigateway-any-method': integration },
            '/$default': { 'x-amazon-apigateway-any-method': integration },
          },
        },
      },
    },
  },
});

describe('the routes of an HTTP API that SAM made', () => {
  it('become resources, each with its integration', () => {
    const template = withBody();
    giveRoutes(template);
    const all = Object.values(template.Resources) as { Type: string; Properties: Record<string, unknown> }[];
    expect(template.Resources.Api.Properties).toEqual({ Name: 'Api', ProtocolType: 'HTTP' });
    const routes = all.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route');
    expect(routes.map(({ Properties }) => Properties.RouteKey)).toEqual(['GET /jobs/{id}', 'ANY /jobs', '$default']);
    const integrations = all.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Integration');
    expect(integrations.map(({ Properties }) => Properties.IntegrationUri)).toEqual([uri, uri, uri]);
  });

  it('are refused where the document says more', () => {
    expect(() => giveRoutes(withBody({ 'x-amazon-apigateway-cors': {} }))).toThrow(/"x-amazon-apigateway-cors"/);
  });
});
