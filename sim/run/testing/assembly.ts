import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaosMetadata } from '../../../chaos/cdk/chaos-functions.ts';

const string = [
  { AttributeName: 'pk', AttributeType: 'S' },
  { AttributeName: 'id', AttributeType: 'S' },
];

/** The template of one function behind `POST /ping`, with the table of chaos rules. */
export function pingTemplate(more: Readonly<Record<string, object>> = {}): object {
  return {
    Resources: {
      Ping: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...{ FunctionName: 'ping', Handler: 'index.handler', Runtime: 'nodejs24.x', Timeout: 3 },
          Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
        },
      },
      Rules: {
        Type: 'AWS::DynamoDB::Table',
        Metadata: { [chaosMetadata]: 'rules' },
        Properties: {
          ...{ TableName: 'ping-rules', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: string },
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'id', KeyType: 'RANGE' },
          ],
        },
      },
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'ping' } },
      Path: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: {
          ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          PathPart: 'ping',
          RestApiId: { Ref: 'Api' },
        },
      },
      Post: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          ...{ HttpMethod: 'POST', ResourceId: { Ref: 'Path' }, RestApiId: { Ref: 'Api' } },
          Integration: {
            Type: 'AWS_PROXY',
            Uri: {
              'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Ping.Arn}/invocations',
            },
          },
        },
      },
      Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'test' } },
      ...more,
    },
  };
}

/** A cloud assembly of the ping system whose function has this code. */
export function pingAssembly(code: string, template = pingTemplate()): string {
  const folder = mkdtempSync(join(tmpdir(), 'ping-assembly-'));
  mkdirSync(join(folder, 'asset.code'));
  writeFileSync(join(folder, 'asset.code', 'index.mjs'), code);
  writeFileSync(join(folder, 'ping.template.json'), JSON.stringify(template));
  return folder;
}
