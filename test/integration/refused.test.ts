import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../kernel/project.ts';
import { CdkApp, statusOf, succeeds } from './cdk-app.ts';
import { eventually, sqs } from './order-system-client.ts';

const app = new CdkApp('refused');

/** What is said of each stack of the app, before anything of it is created. */
const refused = {
  'refused-pipe': 'Pipe (AWS::Pipes::Pipe) is not supported: use a function with an event source mapping in its place',
  'refused-stream':
    'Clicks81B5095A (AWS::Kinesis::Stream) is not supported: there is no Kinesis; use a queue, or the stream of a table',
  'refused-image':
    'Image9D742C96 (AWS::Lambda::Function) cannot have PackageType Image: functions run without containers; ' +
    'deploy the code as a zip file, as NodejsFunction does',
  'refused-sockets':
    'Chat26DEB33F (AWS::ApiGatewayV2::Api) cannot have ProtocolType WEBSOCKET: there are no WebSocket APIs; use an HTTP API',
  'refused-runtime': 'Ruby69C2DF7A (AWS::Lambda::Function) cannot have Runtime ruby3.4: functions run on Node.js',
  'refused-layer':
    'LayeredD9A6E0CE (AWS::Lambda::Function) cannot have ' +
    'Layers arn:aws:lambda:us-east-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:20: it is in another account',
  'refused-parameter': 'Given (AWS::ApiGatewayV2::Api) cannot have ProtocolType WEBSOCKET',
  'refused-mapping':
    'SlowSqsEventSourcerefusedmappingWorkEE651642A4490A8C (AWS::Lambda::EventSourceMapping) is invalid: ' +
    'Queue visibility timeout: 10 seconds is less than Function timeout: 20 seconds',
  'refused-attribute': 'Other (AWS::SQS::Queue) has no attribute Colour: there are Arn, QueueName, QueueUrl',
};

async function queuesOf(stack: string): Promise<readonly string[]> {
  return (await sqs.send(new ListQueuesCommand({ QueueNamePrefix: stack }))).QueueUrls ?? [];
}

afterAll(() => app.remove());

describe('what the engine has not', () => {
  it.each(Object.entries(refused))('fails the deployment by name and creates nothing: %s', async (stack, sentence) => {
    const { failed, text } = await app.deploy(stack);
    expect({ failed, text }).toEqual({ failed: true, text: expect.stringContaining(sentence) });
    expect(await queuesOf(stack)).toEqual([]);
    await expect(statusOf(stack)).rejects.toThrow('does not exist');
  });

  it.each([
    ['refused-late', 'Late (AWS::ApiGatewayV2::Api) cannot have ProtocolType WEBSOCKET'],
    ['refused-replica', 'a table has one replica here, in us-east-1: there is none in eu-west-1'],
  ])(
    'and is known only while it is deployed fails the same way, and takes what was created with it: %s',
    async (stack, sentence) => {
      const { failed, text } = await app.deploy(stack);
      expect(failed).toBe(true);
      expect(text).toContain(sentence);
      await eventually('the end of the rollback', async () =>
        (await statusOf(stack)) === 'ROLLBACK_COMPLETE' ? true : undefined,
      );
      expect(await queuesOf(stack)).toEqual([]);
      await succeeds(app.destroy(stack));
    },
  );

  it('is told by the doctor before, in the same words', async () => {
    const lab = join(projectRoot, 'cli', 'main.ts');
    const told = promisify(execFile)(process.execPath, [
      lab,
      'doctor',
      '--app',
      join(projectRoot, 'test/apps/refused'),
    ]);
    const { stdout, code } = await told.catch((error) => error);
    expect(code).toBe(3);
    for (const sentence of Object.values(refused)) expect(stdout).toContain(sentence);
  });
});
