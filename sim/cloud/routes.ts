import type { SimulatedFunction } from '../lambda/function.ts';
import { NotModelled } from '../not-modelled.ts';
import type { RestRoute } from '../services/rest-api.ts';
import type { Resolver } from '../template/template.ts';

/** The routes of all REST APIs of a template. @throws NotModelled for an integration that is no Lambda proxy */
export function restRoutes(
  resolver: Resolver,
  functionOf: (arn: unknown, logical: string) => SimulatedFunction,
): RestRoute[] {
  const resources = new Map(
    resolver
      .of('AWS::ApiGateway::Resource')
      .map(({ logical, properties }) => [resolver.resolve({ Ref: logical }, logical), properties]),
  );
  const pathOf = (id: unknown): string => {
    const resource = resources.get(id);
    return resource === undefined ? '' : `${pathOf(resource.ParentId)}/${resource.PathPart}`;
  };
  return resolver.of('AWS::ApiGateway::Method').map(({ logical, properties }) => {
    const { Type, Uri } = (properties.Integration ?? {}) as { Type?: string; Uri?: string };
    const [, arn] = /functions\/(arn:[^/]+)\/invocations$/.exec(String(Uri)) ?? [];
    if (Type !== 'AWS_PROXY' || arn === undefined) throw new NotModelled(`The integration ${Type} of ${logical}`);
    return {
      ...{ apiId: String(properties.RestApiId), method: String(properties.HttpMethod) },
      ...{ resource: pathOf(properties.ResourceId) || '/', function: functionOf(arn, logical) },
    };
  });
}
