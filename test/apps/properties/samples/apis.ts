import { type Samples, tags } from '../sample.ts';

const api = { Ref: 'RestApi' };
const resource = { Ref: 'Resource' };
const integration = (text: string) => ({
  Type: 'MOCK',
  PassthroughBehavior: 'WHEN_NO_MATCH',
  RequestTemplates: { 'application/json': '{"statusCode": 200}' },
  RequestParameters: { 'integration.request.header.x-a': 'method.request.header.x-a' },
  IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { 'application/json': text } }],
});
const stage = (Description: string, DeploymentId: string, Variables: object) => ({
  RestApiId: api,
  StageName: 'prod',
  Description,
  DeploymentId: { Ref: DeploymentId },
  Tags: tags('a'),
  Variables,
});

export const apis: Samples = {
  RestApi: {
    type: 'AWS::ApiGateway::RestApi',
    first: {
      Name: 'props-api',
      Description: 'an API',
      ApiKeySourceType: 'HEADER',
      BinaryMediaTypes: ['image/png'],
      Tags: tags('a'),
    },
  },
  ImportedApi: {
    type: 'AWS::ApiGateway::RestApi',
    first: {
      Name: 'props-imported',
      Mode: 'overwrite',
      FailOnWarnings: false,
      Parameters: { basepath: 'ignore' },
      Body: { openapi: '3.0.1', info: { title: 'imported', version: '1' }, paths: { '/imported': { get: {} } } },
    },
  },
  Resource: {
    type: 'AWS::ApiGateway::Resource',
    first: { RestApiId: api, ParentId: { 'Fn::GetAtt': ['RestApi', 'RootResourceId'] }, PathPart: 'orders' },
  },
  Method: {
    type: 'AWS::ApiGateway::Method',
    first: {
      RestApiId: api,
      ResourceId: resource,
      HttpMethod: 'POST',
      AuthorizationType: 'NONE',
      ApiKeyRequired: true,
      OperationName: 'Order',
      RequestModels: { 'application/json': { Ref: 'Model' } },
      RequestParameters: { 'method.request.header.x-a': true },
      RequestValidatorId: { Ref: 'Validator' },
      Integration: integration('first'),
      MethodResponses: [{ StatusCode: '200', ResponseParameters: { 'method.response.header.x-b': false } }],
    },
  },
  Model: {
    type: 'AWS::ApiGateway::Model',
    first: {
      RestApiId: api,
      Name: 'Order',
      Description: 'a model',
      ContentType: 'application/json',
      Schema: { type: 'object', required: ['id'] },
    },
  },
  Validator: {
    type: 'AWS::ApiGateway::RequestValidator',
    first: { RestApiId: api, Name: 'validator', ValidateRequestBody: true, ValidateRequestParameters: true },
  },
  GatewayResponse: {
    type: 'AWS::ApiGateway::GatewayResponse',
    first: {
      RestApiId: api,
      ResponseType: 'DEFAULT_4XX',
      StatusCode: '418',
      ResponseParameters: { 'gatewayresponse.header.x-a': "'b'" },
      ResponseTemplates: { 'application/json': '{"teapot":true}' },
    },
  },
  Deployment: {
    type: 'AWS::ApiGateway::Deployment',
    first: { RestApiId: api, Description: 'a deployment' },
    after: ['Method'],
  },
  NextDeployment: {
    type: 'AWS::ApiGateway::Deployment',
    first: { RestApiId: api, Description: 'another deployment', StageName: 'direct' },
    after: ['Method'],
  },
  Stage: {
    type: 'AWS::ApiGateway::Stage',
    first: stage('first', 'Deployment', { a: '1', b: '2' }),
    second: stage('second', 'NextDeployment', { b: '3' }),
  },
  ApiKey: {
    type: 'AWS::ApiGateway::ApiKey',
    first: {
      Name: 'props-key',
      Description: 'a key',
      CustomerId: 'customer',
      Enabled: true,
      StageKeys: [{ RestApiId: api, StageName: 'prod' }],
      Tags: tags('a'),
      Value: 'a-key-of-at-least-twenty-characters',
    },
    after: ['Stage'],
  },
  UsagePlan: {
    type: 'AWS::ApiGateway::UsagePlan',
    first: {
      UsagePlanName: 'props-plan',
      Description: 'first',
      ApiStages: [{ ApiId: api, Stage: 'prod' }],
      Tags: tags('a'),
    },
    second: {
      UsagePlanName: 'props-plan',
      Description: 'second',
      ApiStages: [{ ApiId: api, Stage: 'prod' }],
      Tags: tags('b'),
    },
    after: ['Stage'],
  },
  UsagePlanKey: {
    type: 'AWS::ApiGateway::UsagePlanKey',
    first: { KeyId: { Ref: 'ApiKey' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'UsagePlan' } },
  },
};
