import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAssembly, readTemplate } from './assembly.ts';

let folder: string;
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-assembly-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a template', () => {
  it('is read from YAML with the short forms of functions', () => {
    const text = `
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub '\${AWS::StackName}-topic'
      Subscription: [{ Endpoint: !GetAtt Queue.Arn, Protocol: sqs }]
      DisplayName: !Join ['-', [!Ref Queue, !If [Long, a, b]]]
`;
    expect(readTemplate(write('a.yaml', text)).Resources?.Topic?.Properties).toEqual({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's.
      TopicName: { 'Fn::Sub': '${AWS::StackName}-topic' },
      Subscription: [{ Endpoint: { 'Fn::GetAtt': 'Queue.Arn' }, Protocol: 'sqs' }],
      DisplayName: { 'Fn::Join': ['-', [{ Ref: 'Queue' }, { 'Fn::If': ['Long', 'a', 'b'] }]] },
    });
  });

  it('that is none is refused with its name', () => {
    expect(() => readTemplate(write('b.json', '{"a":1}'))).toThrow(/b\.json is no CloudFormation template/);
    expect(() => readTemplate(write('c.json', '{'))).toThrow(/c\.json cannot be read as a template/);
    expect(() => readTemplate(join(folder, 'nowhere.json'))).toThrow(/nowhere\.json cannot be read/);
  });
});

describe('a cloud assembly', () => {
  it('holds stacks and those that are nested in them', () => {
    const nested = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'inner.json' } };
    write('outer.json', JSON.stringify({ Resources: { Inner: nested } }));
    write('inner.json', JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }));
    const artifacts = {
      shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'outer.json' } },
      tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    };
    write('manifest.json', JSON.stringify({ version: '48.0.0', artifacts }));
    expect(readAssembly(folder).map(({ name }) => name)).toEqual(['shop', 'shop/Inner']);
  });

  it('that is none is refused', () => {
    expect(() => readAssembly(tmpdir())).toThrow('is no cloud assembly');
  });
});
