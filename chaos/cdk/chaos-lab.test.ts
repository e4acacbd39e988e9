import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
import { type ChaosFunction, chaosFunctionNames, chaosFunctions, chaosMetadata } from './chaos-functions.ts';
import { ChaosLab, type ChaosLabProps } from './chaos-lab.ts';

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation says
  readonly Properties: any;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

const source = mkdtempSync(join(tmpdir(), 'faultline-source-'));
writeFileSync(join(source, 'app.js'), 'exports.run = async () => 1;\n');

/** A stack of somebody else: two functions that share their code, one of each kind that cannot be wrapped, a queue, a table. */
function synthesize(props: Partial<ChaosLabProps> = {}) {
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
  const lab = new ChaosLab(stack, 'Chaos', { prefix: 'foreign', ...props });
  lab.disturb(stack);
  const folder = app.synth().directory;
  return { stack, folder, template: Template.fromStack(stack) };
}

describe('a stack under chaos', () => {
  let synthesized: ReturnType<typeof synthesize>;
  beforeAll(() => {
    synthesized = synthesize();
  });
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

  it('is refused where nothing comes under chaos, and says why', () => {
    const app = new App();
    const stack = new Stack(app, 'foreign');
    new Queue(stack, 'Queue');
    const lab = new ChaosLab(stack, 'Chaos', { prefix: 'foreign' });
    lab.disturb(stack);
    expect(() => app.synth()).toThrow(/No function is under chaos: .* there is no construct of a Lambda function/);
    const python = { runtime: Runtime.PYTHON_3_13, handler: 'app.run', code: Code.fromInline('run = None') };
    new Lambda(stack, 'Python', python);
    expect(() => app.synth({ force: true })).toThrow(
      /No function is under chaos: foreign\/Python: its runtime is python/,
    );
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

  it('is told the key of its messages where they have one, and keeps its handlers where they need no entry', () => {
    expect(the('First').Environment.Variables).not.toHaveProperty('CHAOS_KEY');
    const { template } = synthesize({ keyField: 'detail.id', wrap: false });
    const all = Object.values(template.findResources('AWS::Lambda::Function')) as Resource[];
    const told = all.filter(({ Properties }) => Properties.Environment?.Variables.CHAOS_KEY === 'detail.id');
    expect(told.map(({ Properties }) => Properties.Handler).sort()).toEqual([...Array(4).fill('app.run'), 'index.run']);
  });

  it('has no chaos function under chaos, and none that may change another, or the table in which the faults lie', () => {
    const ofLab = functions().filter(([id]) => id.startsWith('Chaos'));
    expect(ofLab).toHaveLength(8);
    for (const [id, { Properties }] of ofLab) {
      expect(Properties.Handler).toBe('index.handler');
      for (const { Action, Resource } of rightsOf(id)) {
        const actions = [Action].flat();
        expect(JSON.stringify(actions)).not.toContain('*');
        if (actions.some((action) => action.startsWith('lambda:') || action === 'dynamodb:UpdateTable'))
          expect(JSON.stringify(Resource)).not.toContain('"Chaos');
      }
    }
    const sources = chaosFunctionNames.map((name) =>
      readFileSync(join(import.meta.dirname, '..', `${chaosFunctions[name].entry}.ts`), 'utf8'),
    );
    expect(sources.filter((text) => /sdk-plugin|middleware\/chaos\.ts/.test(text))).toEqual([]);
  });

  it('has the lab by its prefix, and says in the template what belongs to it', () => {
    const role = ({ Metadata }: Resource) => Metadata?.[chaosMetadata];
    const ofLab = functions().filter(([, resource]) => role(resource) !== undefined);
    expect(Object.fromEntries(ofLab.map(([, one]) => [role(one), one.Properties.FunctionName]))).toEqual(
      Object.fromEntries(chaosFunctionNames.map((name) => [name, `foreign-chaos-${name}`])),
    );
    const tables = Object.values(synthesized.template.findResources('AWS::DynamoDB::Table')) as Resource[];
    const named = tables.map((table) => [table.Properties.TableName, role(table)]);
    expect(named).toHaveLength(2);
    expect(named).toEqual(
      expect.arrayContaining([
        ['foreign-chaos', 'rules'],
        [undefined, undefined],
      ]),
    );
  });

  it('lets only the chaos functions write rules, and every function under chaos read them', () => {
    const tables = Object.entries(synthesized.template.findResources('AWS::DynamoDB::Table'));
    const [rules] = tables.find(([, { Properties }]) => Properties.TableName === 'foreign-chaos') ?? [];
    const allowed = (id: string) =>
      rightsOf(id)
        .filter(({ Resource }) => JSON.stringify(Resource).includes(`"${rules}"`))
        .flatMap(({ Action }) => Action);
    for (const name of ['Latency', 'Failure', 'Mapping']) {
      expect(allowed(`Chaos${name}`)).toEqual(expect.arrayContaining(['dynamodb:PutItem', 'dynamodb:Query']));
    }
    for (const id of ['First', 'Second', 'Inline']) expect(allowed(id)).toEqual(['dynamodb:Query']);
    for (const id of ['Python', 'Elsewhere']) expect(allowed(id)).toEqual([]);
  });

  const settings = chaosFunctionNames.flatMap((name) => {
    const { changes }: ChaosFunction = chaosFunctions[name];
    const changing = changes?.actions.filter((action) => !/:(Get|Describe)/.test(action)) ?? [];
    return changing.map((action) => ({ action, name: `foreign-chaos-${name}` }));
  });

  it.each(settings)('lets of all functions only $name do $action', ({ action, name }) => {
    const able = functions().filter(([id]) => rightsOf(id).some(({ Action }) => [Action].flat().includes(action)));
    expect(able.map(([, { Properties }]) => Properties.FunctionName)).toEqual([name]);
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

  it('tells the mapping function every event source mapping of a queue, and takes no concurrency itself', () => {
    const told = JSON.stringify(the('ChaosMapping').Environment.Variables.CHAOS_MAPPINGS);
    const mappings = Object.keys(synthesized.template.findResources('AWS::Lambda::EventSourceMapping'));
    expect(mappings).toHaveLength(1);
    for (const id of mappings) expect(told).toContain(id);
    for (const [, { Properties }] of functions()) expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });

  it('looks for expired changes every minute', () => {
    const [rule] = Object.values(synthesized.template.findResources('AWS::Events::Rule')) as Resource[];
    expect(rule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(rule?.Properties.Targets).toHaveLength(5);
  });
});
