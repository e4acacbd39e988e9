import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { projectRoot } from '../kernel/project.ts';
import type { Target } from './guard.ts';
import { addChecks, addSystem } from './lab-app.ts';
import { noteBundles, noteSystem } from './testing/note-system.ts';

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation says
  readonly Properties: any;
}

const { context } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));
const localstack: Target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' };

/** Synthesizes with every check: the CDK's own, and cdk-nag's, each of which stops the synthesis. */
async function synthesize(target: Target, more: Readonly<Record<string, unknown>> = {}) {
  const app = new App({ context: { ...context, ...more } });
  addChecks(app);
  const stack = await addSystem(app, target, noteSystem, noteBundles);
  const folder = app.synth().directory;
  return { folder, template: Template.fromStack(stack) };
}

describe('the stack of a system', () => {
  let template: Template;
  beforeAll(async () => {
    ({ template } = await synthesize(localstack));
  }, 60_000);

  const resources = (type: string) => Object.entries(template.findResources(type)) as [string, Resource][];
  const functions = () => resources('AWS::Lambda::Function').map(([, { Properties }]) => Properties);
  const own = () => functions().filter(({ FunctionName }) => !FunctionName.startsWith('notes-chaos-'));
  const statementsOf = ({ Role }: Resource['Properties']): { Action: string | string[]; Resource: unknown }[] =>
    resources('AWS::IAM::Policy')
      .filter(([, { Properties }]) =>
        Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === Role['Fn::GetAtt'][0]),
      )
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const rulesTable = () =>
    resources('AWS::DynamoDB::Table').find(([, { Properties }]) => Properties.TableName === 'notes-chaos')?.[0] ?? '';

  it('holds the system and the lab, all by the name of the system', () => {
    expect(functions().map(({ FunctionName }) => FunctionName)).toEqual(
      expect.arrayContaining(['notes-api', 'notes-keeper', 'notes-chaos-latency', 'notes-chaos-mapping']),
    );
    for (const { FunctionName } of functions()) expect(FunctionName).toMatch(/^notes-/);
    expect(resources('AWS::DynamoDB::Table')).toHaveLength(2);
  });

  it('leaves handlers as they are, and tells them their rules and the key of their messages', () => {
    expect(own()).toHaveLength(2);
    for (const { Handler, Environment } of own()) {
      expect(Handler).toBe('index.handler');
      expect(Environment.Variables).toMatchObject({ CHAOS_TABLE: { Ref: rulesTable() }, CHAOS_KEY: 'noteId' });
      expect(Environment.Variables).not.toHaveProperty('FAULTLINE_HANDLER');
    }
  });

  it('lets every function of the system read the rules, and only the chaos functions write them', () => {
    for (const one of functions()) {
      const statements = statementsOf(one).filter((statement) =>
        JSON.stringify(statement.Resource).includes(`"${rulesTable()}"`),
      );
      const actions = new Set(statements.flatMap(({ Action }) => Action));
      expect(actions).toContain('dynamodb:Query');
      if (own().includes(one)) expect([...actions]).toEqual(['dynamodb:Query']);
      else expect(actions).toContain('dynamodb:PutItem');
    }
  });

  it('allows no action by a wildcard, and nothing on everything', () => {
    for (const [, policy] of resources('AWS::IAM::Policy')) {
      for (const { Action, Resource } of policy.Properties.PolicyDocument.Statement) {
        expect([Action, Resource].flat().filter((given) => JSON.stringify(given).includes('*'))).toEqual([]);
      }
    }
    expect(resources('AWS::IAM::Role').filter(([, role]) => role.Properties.ManagedPolicyArns)).toEqual([]);
  });

  it('can restore every table, and bills it by request', () => {
    for (const [, { Properties }] of resources('AWS::DynamoDB::Table')) {
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
    }
  });

  it('refuses a handler that the system does not have', async () => {
    const { api } = noteBundles;
    await expect(addSystem(new App(), localstack, noteSystem, { api })).rejects.toThrow(
      'The system notes has no handler "keeper".',
    );
  });

  it('does not synthesize with a finding of cdk-nag that nobody has justified', async () => {
    const app = new App({ context, builtinCloudFormationValidation: false });
    addChecks(app);
    new Queue(await addSystem(app, localstack, noteSystem, noteBundles), 'Unprotected');
    expect(() => app.synth()).toThrow('The SQS queue does not require requests to use SSL.');
  }, 60_000);

  it('has no game day unless one is asked for, and passes every check with one', async () => {
    // The one that puts settings back.
    expect(resources('AWS::Events::Rule')).toHaveLength(1);
    const gameDay = {
      weekDay: 'TUE',
      at: '09:30',
      faults: [
        {
          ...{ id: 'starved', fault: 'reserved-concurrency', target: { function: 'notes-keeper' } },
          ...{ parameters: { reservedConcurrency: 1 }, durationSeconds: 60 },
        },
      ],
    };
    const planned = await synthesize(localstack, { gameDay: JSON.stringify(gameDay) });
    planned.template.resourceCountIs('AWS::Events::Rule', 2);
    planned.template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'cron(30 9 ? * TUE *)',
      State: 'DISABLED',
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ChaosConcurrency'), 'Arn'] } })],
    });
  }, 60_000);

  it('synthesizes for an AWS account and region that are named', async () => {
    const { folder } = await synthesize({ kind: 'aws', account: '123456789012', region: 'eu-west-1' });
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest.artifacts.notes.environment).toBe('aws://123456789012/eu-west-1');
  }, 60_000);
});
