import { describe, expect, it } from '@jest/globals';
import { analyse } from './analysis.ts';
import { sentence } from './finding.ts';
import type { Template } from './template.ts';

const said = (template: Template, holds?: (condition: string) => boolean) =>
  analyse(template, holds).findings.map(sentence);
const one = (Type: string, Properties: object = {}) => ({ Resources: { Thing: { Type, Properties } } });

// What the plug-in says of the same templates is compared with this in its own tests.
describe('what is said of a template', () => {
  it('is nothing where everything works', () => {
    expect(said(one('AWS::SQS::Queue', { QueueName: 'a', Tags: [{ Key: 'a', Value: 'b' }] }))).toEqual([]);
    expect(said(one('Custom::Thing', { Any: { thing: 1 } }))).toEqual([]);
  });

  it('names the type that is not supported, and what to do', () => {
    expect(said(one('AWS::Pipes::Pipe'))).toEqual([
      'Thing (AWS::Pipes::Pipe) is not supported: use a function with an event source mapping in its place',
    ]);
    expect(said(one('AWS::Nobody::Knows'))).toEqual(['Thing (AWS::Nobody::Knows) is not supported']);
  });

  it('names properties and values, however deep they lie', () => {
    const index = { IndexName: 'a', ContributorInsightsSpecification: { Enabled: true }, Unheard: 1 };
    expect(said(one('AWS::DynamoDB::Table', { GlobalSecondaryIndexes: [index] }))).toEqual([
      'Thing (AWS::DynamoDB::Table): GlobalSecondaryIndexes.ContributorInsightsSpecification has no effect: keys are not counted',
      'Thing (AWS::DynamoDB::Table) cannot have GlobalSecondaryIndexes.Unheard',
    ]);
  });

  it('leaves out what a deployment computes, but knows the defaults of parameters', () => {
    const template = one('AWS::ApiGatewayV2::Api', { ProtocolType: { Ref: 'Kind' } });
    expect(said(template)).toEqual([]);
    expect(said({ ...template, Parameters: { Kind: { Default: 'WEBSOCKET' } } })).toHaveLength(1);
  });

  it('leaves out a resource whose condition does not hold', () => {
    const template = { Resources: { Thing: { Type: 'AWS::Pipes::Pipe', Condition: 'InProduction' } } };
    expect(said(template, () => false)).toEqual([]);
    expect(said(template)).toHaveLength(1);
  });

  it('names an attribute that a resource does not have', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's.
    const Outputs = { A: { Value: { 'Fn::Sub': '${Thing.Colour} ${Thing.Arn} ${!Thing.Literal}' } } };
    expect(said({ ...one('AWS::SQS::Queue'), Outputs })).toEqual([
      'Thing (AWS::SQS::Queue) has no attribute Colour: there are Arn, QueueName, QueueUrl',
    ]);
  });

  it("says Lambda's own words of a mapping that it will refuse", () => {
    const Resources = {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 10 } },
      Slow: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 20, Runtime: 'nodejs24.x' } },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Slow' } },
      },
    };
    expect(said({ Resources })).toEqual([
      'Mapping (AWS::Lambda::EventSourceMapping) is invalid: ' +
        'Queue visibility timeout: 10 seconds is less than Function timeout: 20 seconds',
    ]);
  });
});
