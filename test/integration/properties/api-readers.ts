import {
  APIGatewayClient,
  GetApiKeyCommand,
  GetDeploymentCommand,
  GetGatewayResponseCommand,
  GetMethodCommand,
  GetModelCommand,
  GetRequestValidatorCommand,
  GetResourceCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { capitalised, type Reader, type Readers, tagsFrom } from './reader.ts';

const gateway = new APIGatewayClient({});

const restApi: Reader = async (restApiId, wanted) => {
  const found = await gateway.send(new GetRestApiCommand({ restApiId }));
  const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
  const isImported = items.some(({ path }) => path === '/imported');
  return {
    // How it was imported is told by what came of it.
    ...(isImported && wanted),
    ...capitalised(found),
    ApiKeySourceType: found.apiKeySource,
    Tags: tagsFrom(found.tags),
    ...(isImported && { Name: wanted.Name }),
  };
};

const resource: Reader = async (resourceId, { RestApiId }) => {
  const found = await gateway.send(new GetResourceCommand({ restApiId: String(RestApiId), resourceId }));
  return { RestApiId, ParentId: found.parentId, PathPart: found.pathPart };
};

const method: Reader = async (_, { RestApiId, ResourceId, HttpMethod }) => {
  const asked = { restApiId: String(RestApiId), resourceId: String(ResourceId), httpMethod: String(HttpMethod) };
  const { methodIntegration, methodResponses, ...found } = await gateway.send(new GetMethodCommand(asked));
  const { integrationResponses, ...integration } = methodIntegration ?? {};
  return {
    RestApiId,
    ResourceId,
    ...capitalised(found),
    Integration: {
      ...capitalised(integration),
      IntegrationResponses: Object.values(integrationResponses ?? {}).map(capitalised),
    },
    MethodResponses: Object.values(methodResponses ?? {}).map(capitalised),
  };
};

const model: Reader = async (modelName, { RestApiId }) => {
  const found = await gateway.send(new GetModelCommand({ restApiId: String(RestApiId), modelName }));
  return { RestApiId, ...capitalised(found), Schema: JSON.parse(found.schema ?? '') };
};

const validator: Reader = async (requestValidatorId, { RestApiId }) => ({
  RestApiId,
  ...capitalised(
    await gateway.send(new GetRequestValidatorCommand({ restApiId: String(RestApiId), requestValidatorId })),
  ),
});

const gatewayResponse: Reader = async (_, { RestApiId, ResponseType }) => {
  const asked = { restApiId: String(RestApiId), responseType: ResponseType as 'DEFAULT_4XX' };
  return { RestApiId, ...capitalised(await gateway.send(new GetGatewayResponseCommand(asked))) };
};

const deployment: Reader = async (id, { RestApiId, StageName }) => {
  const restApiId = String(RestApiId);
  const deploymentId = id.split('-')[0] ?? '';
  const found = await gateway.send(new GetDeploymentCommand({ restApiId, deploymentId }));
  const stage =
    StageName === undefined
      ? undefined
      : await gateway.send(new GetStageCommand({ restApiId, stageName: String(StageName) }));
  return { RestApiId, ...capitalised(found), StageName: stage?.stageName };
};

const stage: Reader = async (stageName, { RestApiId }) => {
  const found = await gateway.send(new GetStageCommand({ restApiId: String(RestApiId), stageName }));
  return { RestApiId, ...capitalised(found), Tags: tagsFrom(found.tags) };
};

const apiKey: Reader = async (id) => {
  const found = await gateway.send(new GetApiKeyCommand({ apiKey: id, includeValue: true }));
  return { ...capitalised(found), Tags: tagsFrom(found.tags) };
};

const usagePlan: Reader = async (usagePlanId) => {
  const found = await gateway.send(new GetUsagePlanCommand({ usagePlanId }));
  return {
    ...capitalised(found),
    UsagePlanName: found.name,
    ApiStages: found.apiStages?.map(({ apiId, stage: Stage }) => ({ ApiId: apiId, Stage })),
    Tags: tagsFrom(found.tags),
  };
};

const usagePlanKey: Reader = async (id, { UsagePlanId }) => {
  const asked = { usagePlanId: String(UsagePlanId), keyId: id };
  const { id: KeyId, type: KeyType } = await gateway.send(new GetUsagePlanKeyCommand(asked));
  return { KeyId, KeyType, UsagePlanId };
};

export const apiReaders: Readers = {
  'AWS::ApiGateway::RestApi': restApi,
  'AWS::ApiGateway::Resource': resource,
  'AWS::ApiGateway::Method': method,
  'AWS::ApiGateway::Model': model,
  'AWS::ApiGateway::RequestValidator': validator,
  'AWS::ApiGateway::GatewayResponse': gatewayResponse,
  'AWS::ApiGateway::Deployment': deployment,
  'AWS::ApiGateway::Stage': stage,
  'AWS::ApiGateway::ApiKey': apiKey,
  'AWS::ApiGateway::UsagePlan': usagePlan,
  'AWS::ApiGateway::UsagePlanKey': usagePlanKey,
};
