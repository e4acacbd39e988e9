import { beforeAll, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, StreamViewType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as Lambda, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { chaosFunctionNames } from '../chaos/cdk/chaos-functions.ts';
import { localstackCloud } from '../kernel/cloud.ts';
import type { Deployed } from '../system/deployed.ts';
import { deployedOf } from './deployed.ts';
import { addSystem } from './lab-app.ts';
import { noteBundles, noteSystem } from './testing/note-system.ts';
import { physicalIds } from './testing/physical-ids.ts';

const cloud = localstackCloud('http://127.0.0.1:4566');
const aws = { kind: 'aws', region: 'eu-west-1', accountId: '123456789012', environment: {} } as const;

function deployed(stack: Stack, where: Parameters<typeof deployedOf>[2] = cloud): Deployed {
  const template = Synthesized.fromStack(stack).toJSON() as Parameters<typeof deployedOf>[0];
  return deployedOf(template, physicalIds(template), where);
}

describe('what is deployed of a system', () => {
  let found: Deployed;
  beforeAll(async () => {
    const target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' } as const;
    found = deployed(await addSystem(new App(), target, noteSystem, noteBundles));
  }, 60_000);

  it('is its own, by physical names', () => {
    expect([...found.functions].sort()).toEqual(['notes-api', 'notes-keeper']);
    expect(found.tables).toEqual(['notes-kept']);
    expect(found.queues).toEqual(['notes-new']);
    expect(found.deadLetterQueues).toEqual(['notes-new-dlq']);
    expect(found.redrives).toEqual([{ queue: 'notes-new', deadLetterQueue: 'notes-new-dlq' }]);
    expect(found.mappings).toEqual([
      { function: 'notes-keeper', queue: 'notes-new', uuid: expect.stringMatching(/Mapping|Sqs/) },
    ]);
    expect(found.addresses).toHaveLength(1);
    expect(found.addresses[0]).toMatch(/^http:\/\/127\.0\.0\.1:4566\/_aws\/execute-api\/RestApi\w+\/lab$/);
  });

  it('is, apart from that, the lab', () => {
    expect(found.chaos.table).toBe('notes-chaos');
    expect(found.chaos.functions).toEqual(
      Object.fromEntries(chaosFunctionNames.map((name) => [name, `notes-chaos-${name}`])),
    );
  });
});

describe('what is deployed of a stack of somebody else', () => {
  /** Two queues that share a dead-letter queue, one without, a table of each kind, two APIs, a mapping from a stream. */
  function foreign(): Stack {
    const stack = new Stack(new App(), 'foreign');
    const code = Code.fromInline('exports.handler = () => 1');
    const worker = new Lambda(stack, 'Worker', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code });
    const dead = new Queue(stack, 'Dead');
    for (const id of ['One', 'Other']) {
      const queue = new Queue(stack, id, { queueName: id, deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
      worker.addEventSource(new SqsEventSource(queue));
    }
    new Queue(stack, 'Alone', { queueName: 'Alone' });
    const partitionKey = { name: 'id', type: AttributeType.STRING };
    new TableV2(stack, 'Newer', { tableName: 'newer', partitionKey });
    const table = new Table(stack, 'Table', { tableName: 'table', partitionKey, stream: StreamViewType.NEW_IMAGE });
    worker.addEventSourceMapping('FromStream', {
      eventSourceArn: table.tableStreamArn as string,
      startingPosition: StartingPosition.LATEST,
    });
    for (const id of ['First', 'Second']) new RestApi(stack, id).root.addMethod('GET');
    return stack;
  }

  it('has every address, and its dead-letter queue once', () => {
    const { queues, deadLetterQueues, redrives, addresses, tables } = deployed(foreign(), aws);
    expect([...queues].sort()).toEqual(['One', 'Other']);
    expect(deadLetterQueues).toEqual([expect.stringMatching(/^Dead/)]);
    expect(redrives.map(({ queue }) => queue).sort()).toEqual(['One', 'Other']);
    expect(new Set(redrives.map(({ deadLetterQueue }) => deadLetterQueue))).toEqual(new Set(deadLetterQueues));
    expect(addresses).toEqual([
      expect.stringMatching(/^https:\/\/First\w+\.execute-api\.eu-west-1\.amazonaws\.com\/prod$/),
      expect.stringMatching(/^https:\/\/Second\w+\.execute-api\.eu-west-1\.amazonaws\.com\/prod$/),
    ]);
    expect([...tables].sort()).toEqual(['newer', 'table']);
  });

  it('has only the mappings that come from queues', () => {
    const { mappings } = deployed(foreign());
    expect(mappings.map(({ queue }) => queue).sort()).toEqual(['One', 'Other']);
    expect(mappings.every((mapping) => /^Worker/.test(mapping.function))).toBe(true);
  });

  it('is nothing of a lab that is not there', () => {
    expect(deployed(foreign()).chaos).toEqual({ table: '', functions: {} });
  });
});
