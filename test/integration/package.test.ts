import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, jest } from '@jest/globals';
import { projectRoot } from '../../kernel/project.ts';
import { assemblyOf, type Files, faultline, packedForTests, project, projectLike } from '../packed/packed.ts';

jest.setTimeout(1_800_000);

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const packed = packedForTests();

describe('the package', () => {
  it('holds what others need, and nothing of our own systems and tests', () => {
    const top = readdirSync(packed.folder);
    expect(top).toEqual(expect.arrayContaining(['chaos', 'cli', 'localstack', 'package.json', 'LICENSE']));
    for (const ours of ['functions', 'bench', 'test', 'tidy', 'docs']) expect(top).not.toContain(ours);
    const files = readdirSync(packed.folder, { recursive: true }).map(String);
    expect(files.filter((file) => /\.test\.|\/testing\/|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  it('holds the whole plug-in, with what runs inside of execution environments', () => {
    const plugin = 'localstack/plugin/src';
    const inSources = globSync(`${plugin}/**/*.*`, { cwd: projectRoot, exclude: ['**/__pycache__', '**/*.egg-info'] });
    expect(inSources.length).toBeGreaterThan(100);
    expect(globSync(`${plugin}/**/*.*`, { cwd: packed.folder }).sort()).toEqual(inSources.sort());
  });

  it('says the command of the package where a message says what to type', async () => {
    const folder = project(packed, 'words');
    expect((await faultline(folder, ['status', '--port', '4999'])).text).toContain('Start it with npx faultline up');
    const { exitCode, text } = await faultline(folder, ['logs', '--port', '4999']);
    expect(text).toMatch(
      /^faultline: no LocalStack answers at .*\nStart one with npx faultline up, or name its --port\.\n$/,
    );
    expect(exitCode).toBe(3);
  });

  it('misses nothing of a project that installed it', async () => {
    const { text } = await faultline(project(packed, 'doctor'), ['doctor', '--port', '4999']);
    expect(text).toMatch(/^ok +Node /m);
    expect(text).not.toContain('npm packages');
  });

  it('tells what an app consists of, and writes experiments that fit', async () => {
    const folder = projectLike(packed, 'examples/meters', 'meters');
    const { exitCode, text } = await faultline(folder, ['init']);
    expect(text).toMatch(/queues: Meters-Readings \(to Meters-Aggregate, after 6 receives to Meters-DeadReadings\)/);
    expect(text).toMatch(/writes: Meters-Aggregate to Meters-Totals/);
    expect(existsSync(join(folder, 'faultline/duplicate-storm.yaml'))).toBe(true);
    expect(exitCode).toBe(0);
  });
});

const queue = { Type: 'AWS::SQS::Queue', Properties: {} };
const table = (TableName: string) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    ...{ TableName, BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] },
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  },
});
const worker = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ Runtime: 'nodejs22.x', Handler: 'index.handler', Role: 'arn:aws:iam::000000000000:role/work' },
    Code: { ZipFile: 'exports.handler = async () => 1' },
  },
};
const jobs = { Jobs: queue, Work: worker };
const config = (more: string) => ({ 'faultline.config.mjs': `export default { app: 'cdk.out', ${more} };` });
const sending = config("input: [{ send: 'Jobs', body: {} }]");

describe('what cannot be run', () => {
  it.each<[string, Files, readonly string[], RegExp]>([
    ['no config', {}, ['run'], /there is no faultline\.config\.ts in .*npx faultline init/s],
    ['no cdk.json', {}, ['init'], /holds no CDK app: it has no cdk\.json/],
    ['a template that is not there', {}, ['init', '--app', 'stack.yaml'], /stack\.yaml is not there/],
    [
      'an app that does not synthesize',
      { 'cdk.json': '{"app":"node nowhere.js"}' },
      ['init'],
      /does not synthesize: .*Cannot find module/s,
    ],
    [
      'a stack of another environment',
      assemblyOf({ Theirs: jobs }, 'aws://123456789012/eu-west-1'),
      ['init', '--app', 'cdk.out'],
      /the stack Theirs is bound to aws:\/\/123456789012\/eu-west-1.*CDK_DEFAULT_ACCOUNT/s,
    ],
    [
      'nothing that it could break',
      assemblyOf({ Theirs: { Things: table('things') } }),
      ['init', '--app', 'cdk.out'],
      /the app has no function/,
    ],
    [
      'a config with a typo',
      { 'faultline.config.mjs': 'export default { imput: [] };' },
      ['run'],
      /faultline\.config\.mjs is no config:.*imput.*It takes app, stacks, key, unit, input/s,
    ],
    [
      'a stack of the config that there is not',
      {
        ...assemblyOf({ One: jobs, Two: jobs }),
        ...config("stacks: ['Three'], input: () => ({ send: 'Jobs', body: 0 })"),
      },
      ['run'],
      /the app has no stack "Three".*It has: One, Two/s,
    ],
    [
      'a name of two things, of two stacks',
      { ...assemblyOf({ One: jobs, Two: jobs }), ...sending },
      ['run'],
      /the input names "Jobs", which is more than one queue of the app.*There are: One-Jobs, Two-Jobs/s,
    ],
    [
      'a stack of the name of ours',
      assemblyOf({ faultline: jobs }),
      ['init', '--app', 'cdk.out'],
      /the stack faultline has the name of Faultline's own/,
    ],
    [
      'a table of the name of ours',
      assemblyOf({ Theirs: { ...jobs, Rules: table('faultline-chaos') } }),
      ['init', '--app', 'cdk.out'],
      /Theirs\/Rules is called faultline-chaos, which is Faultline's own/,
    ],
    [
      'a script for Artillery that is not there',
      { ...assemblyOf({ Theirs: jobs }), ...config("input: { artillery: 'load.yml' }") },
      ['run'],
      /the script of the input is not there: load\.yml/,
    ],
  ])('is said in one message: %s', async (what, files, args, expected) => {
    const folder = project(packed, what.replaceAll(/\W+/g, '-'), files);
    const { exitCode, text } = await faultline(folder, args);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/\n {4}at /);
    expect(exitCode).toBe(3);
  });

  it('is told of an app without a queue, which runs all the same', async () => {
    const folder = project(packed, 'no-queue', assemblyOf({ Theirs: { Work: worker } }));
    const { exitCode, text } = await faultline(folder, ['init', '--app', 'cdk.out']);
    expect(text).toMatch(/no queue has a consumer: nothing is delivered twice, and no message is judged/);
    expect(text).toMatch(/no fault of these fits it: .*its runs are calm/);
    expect(exitCode).toBe(0);
  });

  it('is put away where its deployment fails half-way', async () => {
    const Resources = { ...jobs, One: table('halfway'), Two: table('halfway') };
    const folder = project(packed, 'half-way', {
      'stack.json': JSON.stringify({ Resources }),
      'faultline.config.mjs': "export default { app: 'stack.json', input: [{ send: 'Jobs', body: {} }] };",
    });
    await faultline(folder, ['init', '--app', 'stack.json']);
    const { exitCode, text } = await faultline(folder, ['run', '--endpoint', endpoint]);
    expect(text).toMatch(/faultline: the deployment failed: .*(One|Two).*halfway/s);
    expect(text).toMatch(/calm-together +not begun/);
    expect(text).not.toMatch(/\n {4}at /);
    expect(exitCode).toBe(3);
    const { StackSummaries = [] } = await new CloudFormationClient({}).send(new ListStacksCommand({}));
    const left = StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
    expect(left.map(({ StackName }) => StackName)).not.toContain('half-way');
    expect((await new DynamoDBClient({}).send(new ListTablesCommand({}))).TableNames).not.toContain('halfway');
  });
});

describe('an app of another repository', () => {
  it('is found out, from the packed command to the verdict, with nobody having said what is right', async () => {
    const folder = projectLike(packed, 'examples/meters', 'meters-run');
    // One batch after another: two at once can lose an update as well, which the calm run would find before the fault.
    const app = join(folder, 'bin/meters.js');
    const alone = 'timeout: Duration.seconds(6), reservedConcurrentExecutions: 1,';
    writeFileSync(app, readFileSync(app, 'utf8').replace('timeout: Duration.seconds(6),', alone));
    await faultline(folder, ['init']);
    const args = ['run', 'duplicate-storm', '--count', '16', '--endpoint', endpoint];
    const { exitCode, text } = await faultline(folder, args);
    expect(text).toMatch(/✗ same-end-state .*Meters-Totals: .*readings is \d+, was \d+/);
    expect(text).toMatch(/duplicate-storm +fail /);
    expect(exitCode).toBe(1);
  });
});
