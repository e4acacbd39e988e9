import { referred } from '../../infra/references.ts';
import { isObject } from '../../localstack/support/finding.ts';
import type { AppTemplate } from './merged.ts';

/** What the HTTP and REST APIs of an app answer to, such as `POST /jobs`, without what only browsers and caches ask. Pure. */
export function routesIn({ Resources }: AppTemplate): string[] {
  const routes = Object.values(Resources).flatMap(({ Type, Properties }) => {
    const { RouteKey, HttpMethod, ResourceId, Body } = Properties;
    if (Type === 'AWS::ApiGatewayV2::Route') return [String(RouteKey)];
    if (Type === 'AWS::ApiGateway::Method') return [`${HttpMethod} ${pathOf(ResourceId, Resources) || '/'}`];
    return Type === 'AWS::ApiGateway::RestApi' && isObject(Body) ? documented(Body) : [];
  });
  return routes.filter((route) => !/^(OPTIONS|HEAD) /.test(route));
}

/** Of a resource of a REST API; empty for its root. */
function pathOf(id: unknown, resources: AppTemplate['Resources']): string {
  const { Type, Properties = {} } = resources[referred(id) ?? ''] ?? {};
  if (Type !== 'AWS::ApiGateway::Resource') return '';
  return `${pathOf(Properties.ParentId, resources)}/${Properties.PathPart}`;
}

/** In an OpenAPI document. */
function documented({ paths }: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, methods]) =>
    Object.keys(isObject(methods) ? methods : {}).map(
      (method) => `${method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase()} ${path}`,
    ),
  );
}
