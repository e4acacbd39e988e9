import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteLayerVersionCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { deployZip, lambda, zip } from './zip-function.ts';

async function layer(files: Readonly<Record<string, string>>) {
  const LayerName = `faultline-test-${crypto.randomUUID().slice(0, 8)}`;
  const { LayerVersionArn = '', Version } = await lambda.send(
    new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: zip(files) } }),
  );
  return {
    arn: LayerVersionArn,
    [Symbol.asyncDispose]: async () => {
      await lambda.send(new DeleteLayerVersionCommand({ LayerName, VersionNumber: Version }));
    },
  };
}

const countQueues = `const client = new SQSClient({});
  const { $metadata } = await client.send(new ListQueuesCommand({}));
  return $metadata.httpStatusCode;`;
const tiny = (where: string) => ({
  [`${where}/node_modules/tiny/package.json`]: JSON.stringify({ name: 'tiny', main: 'index.js' }),
  [`${where}/node_modules/tiny/index.js`]: `module.exports = ${JSON.stringify(where)};`,
});

describe('a Node.js function', () => {
  it.each(['nodejs24.x', 'nodejs22.x', 'nodejs20.x', 'nodejs18.x'] as const)(
    'of %s finds the SDK that the runtime brings, by import and by require',
    async (Runtime) => {
      const imports = `import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
        export const handler = async () => { ${countQueues} };`;
      const requires = `const { ListQueuesCommand, SQSClient } = require('@aws-sdk/client-sqs');
        exports.handler = async () => { ${countQueues} };`;
      await using module = await deployZip({ 'index.mjs': imports }, { Runtime, Timeout: 20 });
      await using script = await deployZip({ 'index.js': requires }, { Runtime, Timeout: 20 });
      expect((await module.invoke()).payload).toBe(200);
      expect((await script.invoke()).payload).toBe(200);
    },
  );

  it('of nodejs16.x has SDK v2, which needs no endpoint', async () => {
    const code = `delete process.env.AWS_ENDPOINT_URL;
      const { DynamoDB, S3 } = require('aws-sdk');
      exports.handler = async () => {
        const s3 = new S3();
        const Bucket = 'bucket-of-sdk-v2';
        await s3.createBucket({ Bucket }).promise();
        await s3.putObject({ Bucket, Key: 'key', Body: 'kept' }).promise();
        const { Body } = await s3.getObject({ Bucket, Key: 'key' }).promise();
        const missing = await new DynamoDB().describeTable({ TableName: 'none' }).promise().catch(({ code }) => code);
        return [String(Body), missing];
      };`;
    await using fn = await deployZip({ 'index.js': code }, { Runtime: 'nodejs16.x', Timeout: 20 });
    expect((await fn.invoke()).payload).toEqual(['kept', 'ResourceNotFoundException']);
    const [start] = await fn.logLines(/^REPORT/);
    expect(start).toContain("nodejs16.x is out of support and runs on the lab's newer Node.js here");
  });

  it('prefers its own modules to those of layers, and later layers to earlier ones', async () => {
    await using first = await layer(tiny('nodejs'));
    await using second = await layer({
      ...tiny('nodejs'),
      'nodejs/node_modules/tiny/index.js': "module.exports = 'second';",
    });
    const code = "const tiny = require('tiny'); exports.handler = async () => tiny;";
    const importing = "import tiny from 'tiny'; export const handler = async () => tiny;";
    await using onLayers = await deployZip({ 'index.js': code }, { Layers: [first.arn, second.arn] });
    await using onLayersTheOtherWay = await deployZip({ 'index.mjs': importing }, { Layers: [second.arn, first.arn] });
    await using own = await deployZip(
      { 'index.js': code, 'node_modules/tiny/index.js': "module.exports = 'own';" },
      { Layers: [first.arn] },
    );
    expect((await onLayers.invoke()).payload).toBe('second');
    expect((await onLayersTheOtherWay.invoke()).payload).toBe('nodejs');
    expect((await own.invoke()).payload).toBe('own');
  });

  it("sees Lambda's folders, and the lab's own modules nowhere", async () => {
    const code = `import { readdirSync, writeFileSync } from 'node:fs';
      const failing = (work) => { try { work(); return 'worked'; } catch ({ code }) { return code; } };
      export const handler = async () => ({
        cwd: process.cwd(), node: process.execPath, root: process.env.LAMBDA_TASK_ROOT, files: readdirSync('/var/task'),
        write: failing(() => writeFileSync('/var/task/x', '')), tmp: failing(() => writeFileSync('/tmp/x', '')),
        stack: new Error('here').stack.split('\\n')[1].trim(),
        lab: await import('artillery').catch(({ code }) => code),
      });`;
    await using fn = await deployZip({ 'index.mjs': code });
    expect((await fn.invoke()).payload).toEqual({
      cwd: '/var/task',
      node: '/var/lang/bin/node',
      root: '/var/task',
      files: ['index.mjs'],
      write: 'EROFS',
      tmp: 'worked',
      stack: expect.stringContaining('file:///var/task/index.mjs:'),
      lab: 'ERR_MODULE_NOT_FOUND',
    });
  });

  it('streams, to a caller that takes a stream and to one that does not', async () => {
    const code = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      if (event.fail) throw new RangeError('no stream');
      stream.write('one '); stream.end('two');
    });`;
    await using fn = await deployZip({ 'index.mjs': code });
    const stream = async (event: object) => {
      const input = { FunctionName: fn.name, Payload: JSON.stringify(event), LogType: 'Tail' as const };
      const { EventStream } = await lambda.send(new InvokeWithResponseStreamCommand(input));
      const parts = { text: '', error: undefined as string | undefined, log: '' };
      for await (const { PayloadChunk, InvokeComplete } of EventStream ?? []) {
        parts.text += Buffer.from(PayloadChunk?.Payload ?? []).toString();
        parts.error ??= InvokeComplete?.ErrorCode;
        parts.log += Buffer.from(InvokeComplete?.LogResult ?? '', 'base64').toString();
      }
      return parts;
    };
    expect(await stream({})).toEqual({ text: 'one two', error: undefined, log: expect.stringMatching(/^START/) });
    expect(await stream({ fail: true })).toMatchObject({ text: '', error: 'RangeError' });
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: fn.name, Payload: '{}' }));
    expect(Buffer.from(Payload ?? []).toString()).toBe('one two');
  });
});

describe('a Python function', () => {
  const code = `
import os, sys, boto3
calls = 0
def handler(event, context):
    global calls
    calls += 1
    print("call", calls)
    if event.get("fail"): raise ValueError("no such order")
    if event.get("exit"): os._exit(3)
    os.environ.pop("AWS_ENDPOINT_URL", None)
    queues = boto3.client("sqs").list_queues()["ResponseMetadata"]["HTTPStatusCode"]
    return {"calls": calls, "queues": queues, "cwd": os.getcwd(), "id": context.aws_request_id, "left": context.get_remaining_time_in_millis() <= 10000}
`;

  it.each(['python3.12', 'python3.13'] as const)('of %s runs with boto3, fails and recovers', async (Runtime) => {
    await using fn = await deployZip({ 'app.py': code }, { Runtime, Handler: 'app.handler', Timeout: 10 });
    const first = await fn.invoke();
    expect(first.payload).toMatchObject({ calls: 1, queues: 200, cwd: '/var/task', left: true });
    expect(first.log).toContain('call 1');
    expect((await fn.invoke({ fail: true })).payload).toMatchObject({
      errorType: 'ValueError',
      errorMessage: 'no such order',
    });
    expect((await fn.invoke()).payload).toMatchObject({ calls: 3 });
    expect((await fn.invoke({ exit: true })).payload).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await fn.invoke()).payload).toMatchObject({ calls: 1 });
  });

  it("starts programs of layers, such as the CDK's AWS CLI, by AWS's interpreter", async () => {
    const tool = '#!/var/lang/bin/python\nimport json, sys\nprint(json.dumps(sys.argv[1:]))';
    await using tools = await layer({ 'bin/tool': tool });
    const app = `import subprocess, sys
def handler(event, context): return [sys.executable, subprocess.check_output(["/opt/bin/tool", "cp"], text=True)]`;
    await using fn = await deployZip(
      { 'app.py': app },
      { Runtime: 'python3.13', Handler: 'app.handler', Timeout: 10, Layers: [tools.arn] },
    );
    expect((await fn.invoke()).payload).toEqual([expect.stringMatching(/^\/var\/lang\/bin\/python3/), '["cp"]\n']);
  });

  it('finds modules of layers behind its own', async () => {
    await using python = await layer({
      'python/helper.py': 'NAME = "layer"',
      'python/app_helper.py': 'NAME = "layer"',
    });
    const app = 'import helper, app_helper\ndef handler(event, context): return [helper.NAME, app_helper.NAME]';
    await using fn = await deployZip(
      { 'app.py': app, 'app_helper.py': 'NAME = "own"' },
      { Runtime: 'python3.13', Handler: 'app.handler', Layers: [python.arn] },
    );
    expect((await fn.invoke()).payload).toEqual(['layer', 'own']);
  });

  it('names a missing module', async () => {
    await using fn = await deployZip(
      { 'app.py': 'import not_there' },
      { Runtime: 'python3.13', Handler: 'app.handler' },
    );
    expect((await fn.invoke()).payload).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("No module named 'not_there'"),
    });
  });
});

describe('what cannot run', () => {
  const create = (settings: object) =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'faultline-test-refused',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/lambda',
        Code: { ZipFile: zip({ 'index.mjs': 'export const handler = async () => null;' }) },
        ...settings,
      }),
    );

  it.each([
    [{ Runtime: 'java21' }, /Runtime 'java21' cannot run without Docker here; supported are nodejs24.x/],
    [{ Runtime: 'ruby3.3' }, /Runtime 'ruby3.3' cannot run/],
    [
      {
        PackageType: 'Image',
        Runtime: undefined,
        Handler: undefined,
        Code: { ImageUri: 'x.dkr.ecr.us-east-1.amazonaws.com/x:1' },
      },
      /Container images cannot run without Docker here/,
    ],
    [
      { Layers: ['arn:aws:lambda:us-east-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:20'] },
      /The layer arn:aws:lambda:us-east-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:20 is in another account/,
    ],
  ])('%j is refused when it is created, and its name stays free', async (settings, reason) => {
    await expect(create(settings)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(reason),
      $metadata: { httpStatusCode: 400 },
    });
    await create({});
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'faultline-test-refused' }));
  });

  it.each([
    ['RequestResponse', 6_291_456],
    ['Event', 1_048_576],
  ] as const)('a %s invocation with more than %d bytes is refused', async (InvocationType, bytes) => {
    await using fn = await deployZip({ 'index.mjs': 'export const handler = async (event) => event.length;' });
    const invoke = (size: number) =>
      lambda.send(new InvokeCommand({ FunctionName: fn.name, InvocationType, Payload: `"${'x'.repeat(size - 2)}"` }));
    expect((await invoke(bytes)).StatusCode).toBeLessThan(300);
    await expect(invoke(bytes + 1)).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      message: `Request must be smaller than ${bytes} bytes for the InvokeFunction operation`,
      $metadata: { httpStatusCode: 413 },
    });
  });
});
