import { UsageError } from '../../kernel/usage-error.ts';
import { isObject } from '../../localstack/support/finding.ts';
import type { Json, Rewritable } from '../assembly/rewritable.ts';

/**
 * SAM tells the routes of an HTTP API as an OpenAPI document in its body; here they become the resources that the CDK writes.
 * Changes the template.
 * @throws UsageError for what a document says beyond routes to functions
 */
export function giveRoutes({ Resources }: Rewritable): void {
  for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
    const { Body } = Properties;
    if (Type !== 'AWS::ApiGatewayV2::Api' || !isObject(Body)) continue;
    const { openapi: _, info: __, tags: ___, paths = {}, ...more } = Body;
    const [extra] = Object.keys(more);
    if (extra !== undefined) {
      throw new UsageError(
        `the HTTP API ${id} has "${extra}" in its body; only routes to functions are taken from there`,
        {
          hint: 'Leave its authorizers, CORS and other extensions away.',
        },
      );
    }
    delete Properties.Body;
    Object.assign(Properties, { Name: id, ProtocolType: 'HTTP' });
    for (const [path, methods] of Object.entries(paths as Readonly<Record<string, Json>>)) {
      for (const [method, operation] of Object.entries(methods)) addRoute(Resources, id, { path, method, operation });
    }
  }
}

interface Route {
  readonly path: string;
  readonly method: string;
  readonly operation: unknown;
}

function addRoute(resources: Rewritable['Resources'], api: string, { path, method, operation }: Route): void {
  const integration = isObject(operation) ? operation['x-amazon-apigateway-integration'] : undefined;
  if (!isObject(integration)) throw new UsageError(`the route ${method} ${path} of the HTTP API ${api} leads nowhere`);
  const name = `${api}${method}${path}`.replaceAll(/[^A-Za-z0-9]/g, '');
  const verb = method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase();
  resources[`${name}Integration`] = {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ...{ ApiId: { Ref: api }, IntegrationType: 'AWS_PROXY', IntegrationUri: integration.uri },
      PayloadFormatVersion: integration.payloadFormatVersion,
    },
  };
  resources[`${name}Route`] = {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ...{ ApiId: { Ref: api }, RouteKey: path === '/$default' ? '$default' : `${verb} ${path}` },
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: `${name}Integration` }]] },
    },
  };
}
