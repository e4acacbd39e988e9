import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { stop } from 'esbuild';
import { ChaosLab } from './chaos-lab.ts';

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation says
  readonly Properties: any;
}

const source = mkdtempSync(join(tmpdir(), 'faultline-source-'));
writeFileSync(join(source, 'app.js'), 'exports.run = async () => 1;\n');

/** A stack of somebody else: two functions that share their code, one of each kind that cannot be wrapped, a queue, a table. */
function synthesize() {
  const app = new App();
  const stack = new Stack(app, 'foreign');
  const code = Code.fromAsset(source);
  const node = { runtime: Runtime.NODEJS_22_X, handler: 'app.run' };
  const first = new Lambda(stack, 'First', { ...node, code, environment: { KEPT: 'yes' } });
  new Lambda(stack, 'Second', { ...node, code });
  new Lambda(stack, 'Inline', { ...node, handler: 'index.run', code: Code.fromInline('exports.run = () => 1') });
  const python = { runtime: Runtime.PYTHON_3_13, handler: 'app.run' };
  new Lambda(stack, 'Python', { ...python, code: Code.fromInline('def run(event, context): pass') });
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'elsewhere');
  new Lambda(stack, 'Elsewhere', { ...node, code: Code.fromBucketV2(bucket, 'code.zip') });
  first.addEventSource(new SqsEventSource(new Queue(stack, 'Queue')));
  new Table(stack, 'Things', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const lab = new ChaosLab(stack, 'Chaos', { prefix: 'foreign' });
  lab.disturb(stack);
  const folder = app.synth().directory;
  return { stack, folder, template: Template.fromStack(stack) };
}

describe('a stack under chaos', () => {
  let synthesized: ReturnType<typeof synthesize>;
  beforeAll(() => {
    synthesized = synthesize();
  }, 60_000);
  afterAll(stop);

  const functions = () =>
    Object.entries(synthesized.template.findResources('AWS::Lambda::Function')) as [string, Resource][];
  const the = (id: string) => functions().find(([logicalId]) => logicalId.startsWith(id))?.[1].Properties;
  const rightsOf = (id: string): { Action: string | string[]; Resource: unknown }[] => {
    const role = the(id).Role['Fn::GetAtt'][0];
    return Object.values(synthesized.template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }: Record<string, Resource['Properties']>) =>
        Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role) ? Properties.PolicyDocument.Statement : [],
    );
  };

  it.each([
    ['First', 'app.run'],
    ['Second', 'app.run'],
    ['Inline', 'index.run'],
  ])('has our entry in front of %s, whose own stays', (id, handler) => {
    const { Handler, Environment, Code: code } = the(id);
    expect(Handler).toBe('faultline-chaos.handler');
    expect(Environment.Variables).toMatchObject({ FAULTLINE_HANDLER: handler, CHAOS_TABLE: expect.anything() });
    const asset = join(synthesized.folder, `asset.${code.S3Key.replace('.zip', '')}`);
    expect(readdirSync(asset)).toEqual([id === 'Inline' ? 'index.js' : 'app.js', 'faultline-chaos.mjs'].sort());
    expect(rightsOf(id)).toContainEqual(expect.objectContaining({ Action: 'dynamodb:Query' }));
  });

  it('keeps what a function was told', () => {
    expect(the('First').Environment.Variables.KEPT).toBe('yes');
  });

  it.each([
    ['Python', 'python3.13, not Node.js'],
    ['Elsewhere', 'its code lies in a bucket'],
  ])('leaves %s as it is and says why', (id, reason) => {
    expect(the(id).Handler).toBe('app.run');
    const warnings = Annotations.fromStack(synthesized.stack).findWarning(
      `/foreign/${id}`,
      Match.stringLikeRegexp(`Not under chaos: .*${reason}`),
    );
    expect(warnings).toHaveLength(1);
  });

  it('has no chaos function under chaos, and none that may change another', () => {
    const chaosFunctions = functions().filter(([id]) => id.startsWith('Chaos'));
    expect(chaosFunctions).toHaveLength(8);
    for (const [, { Properties }] of chaosFunctions) expect(Properties.Handler).toBe('index.handler');
    for (const [id] of chaosFunctions) {
      for (const { Action, Resource } of rightsOf(id)) {
        expect(JSON.stringify([Action].flat())).not.toContain('*');
        if ([Action].flat().some((action) => action.startsWith('lambda:')))
          expect(JSON.stringify(Resource)).not.toContain('"Chaos');
      }
    }
  });

  it.each([
    ['ChaosConcurrency', 'lambda:PutFunctionConcurrency', 'First'],
    ['ChaosConfiguration', 'lambda:UpdateFunctionConfiguration', 'Second'],
    ['ChaosMapping', 'lambda:UpdateEventSourceMapping', 'FirstSqsEventSource'],
    ['ChaosQueue', 'sqs:SetQueueAttributes', 'Queue'],
    ['ChaosTable', 'dynamodb:UpdateTable', 'Things'],
  ])('lets %s change what it is for', (id, action, resource) => {
    const granted = rightsOf(id).filter(({ Action }) => [Action].flat().includes(action));
    expect(granted.some(({ Resource }) => JSON.stringify(Resource).includes(`"${resource}`))).toBe(true);
  });

  it('looks for expired changes every minute', () => {
    const [rule] = Object.values(synthesized.template.findResources('AWS::Events::Rule')) as Resource[];
    expect(rule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(rule?.Properties.Targets).toHaveLength(5);
  });
});
