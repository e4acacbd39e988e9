import { relative } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import * as z from 'zod';
import { HandlerFunction } from '../../infra/constructs/handler-function.ts';
import { ProtectedTable } from '../../infra/constructs/protected-table.ts';
import { clientConfig } from '../../kernel/cloud.ts';
import type { FillStack, System } from '../../system/system.ts';
import type { Workload } from '../../system/workload.ts';
import { messageConservation } from '../../verify/checkers/saga/message-conservation.ts';
import { operationsOf } from '../../verify/readings/operations.ts';
import { type Checker, resultOf } from '../../verify/verdict/checker.ts';
import type { Chain } from './chain.ts';

/** A chain as a system under test. @param folder where the module that exports it lies */
export function chainSystem(chain: Chain, folder: string): System {
  const { name, keyField, unit, links, table } = chain;
  const handler = relative(folder, `${import.meta.dirname}/link.ts`);
  const waiting = (queues: 'work' | 'dead-letter') => ({
    ...{ name: `no-${queues}-waits`, tolerance: 0, provider: { type: 'queue-depth', queues } },
  });
  return {
    ...{ name, keyField, unit, folder },
    claim: `Every ${unit.one} arrives.`,
    handlers: Object.fromEntries(links.map((link) => [link.function.slice(name.length + 1), handler])),
    stack: async () => fillStack(chain),
    workload: async () => workload(chain),
    steadyState: [waiting('work'), waiting('dead-letter')],
    quiet: [waiting('work')],
    records: [],
    judging: async () => ({
      translate: (snapshot) => ({
        happenings: snapshot.table(table, z.looseObject({ [keyField]: z.string() })).map((item) => {
          const told = { f: 'arrived', type: 'ok', process: 'observer', at: snapshot.manifest.startedAt } as const;
          return { ...told, key: String(item[keyField]) };
        }),
        problems: [],
      }),
      invariants: [messageConservation, everyoneArrives],
    }),
    firstExperiment: 'none',
    sabotages: [],
  };
}

/** An invariant of the system's own, in a word of its own. */
const everyoneArrives: Checker = {
  name: 'everyone-arrives',
  claim: 'Whatever was accepted at the beginning of the chain is kept at its end.',
  complexity: 'O(n)',
  source: 'the chain',
  definite: false,
  looksFor: { words: ['request', 'arrived'], counted: ['accepted'] },
  check(history) {
    const arrived = new Set(history.filter(({ f }) => f === 'arrived').map(({ key }) => String(key)));
    const accepted = operationsOf(history, 'request', z.unknown()).filter(({ outcome }) => outcome === 'ok');
    const missing = accepted.filter(({ key }) => !arrived.has(key));
    const violations = missing.map(({ key: id, events }) => ({ id, what: 'never arrived', events }));
    return resultOf(violations, { accepted: accepted.length, arrived: arrived.size });
  },
};

function fillStack({ name, keyField, links, table }: Chain): FillStack {
  return (stack, bundle) => {
    const kept = new ProtectedTable(stack, 'Kept', {
      tableName: `${name}-${table}`,
      partitionKey: { name: keyField, type: AttributeType.STRING },
    });
    const queueOf = (queueName: string, deadLetterQueue?: Queue) =>
      new Queue(stack, queueName, {
        ...{
          queueName,
          enforceSSL: true,
          removalPolicy: RemovalPolicy.DESTROY,
          visibilityTimeout: Duration.seconds(30),
        },
        ...(deadLetterQueue && { deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 5 } }),
      });
    const chained = links.map((link) => {
      const bundled = bundle(link.function.slice(name.length + 1));
      const settings = { functionName: link.function, bundle: bundled, service: name, timeout: Duration.seconds(5) };
      const consumer = new HandlerFunction(stack, link.function, settings);
      const queue = queueOf(link.queue, queueOf(link.deadLetters));
      consumer.function.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
      return { consumer, queue };
    });
    for (const [index, { consumer }] of chained.entries()) {
      const next = chained[index + 1];
      if (next === undefined) kept.grantTo(consumer, 'KEPT_TABLE', ['PutItem']);
      else {
        consumer.addEnvironment('NEXT_QUEUE_URL', next.queue.queueUrl);
        consumer.allow(['sqs:SendMessage'], [next.queue.queueArn]);
      }
    }
  };
}

/** Users who put something at the beginning of the chain. */
function workload({ keyField, links }: Chain): Workload {
  return {
    operation: (seed, number, keyPrefix) => ({ number, key: `${keyPrefix}-${seed}-${number}` }),
    async send({ number: request, key }, process, { cloud, now, record }) {
      const sqs = new SQSClient(clientConfig(cloud));
      const at = now();
      const QueueUrl = `${cloud.endpoint}/000000000000/${links[0]?.queue}`;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ [keyField]: key }) }));
      const answer = { outcome: 'ok' as const, answer: { label: 'accepted' } };
      record({ at, endedAt: now(), process, request, attempt: 1, key, digest: key, ...answer });
      sqs.destroy();
    },
  };
}
