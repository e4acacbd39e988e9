import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type Cloud, clientConfig, restApiUrl } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { SystemUnderTest } from './system.ts';

const STACK = 'faultline';
const services = ['orders', 'payments', 'inventory', 'shipping'] as const;
const tables = [
  'sagas',
  'requests',
  'payments',
  'reservations',
  'shipments',
  'provider-ledger',
  'stock',
  'chaos',
] as const;

/** The deployed order system. @throws UsageError if it is not deployed on this cloud */
export async function findOrderSystem(cloud: Cloud): Promise<SystemUnderTest> {
  const queues = services.map((service) => `faultline-${service}`);
  return {
    apiUrl: await apiUrlOf(cloud),
    queues,
    deadLetterQueues: queues.map((queue) => `${queue}-dlq`),
    openSagas: {
      table: 'faultline-sagas',
      index: 'open-sagas',
      key: { name: 'open', value: 'open' },
      startedAt: 'createdAt',
    },
    functions: [
      ...['orders-api', 'orders-saga', 'orders-sweeper'].map((name) => `faultline-${name}`),
      ...queues.filter((queue) => queue !== 'faultline-orders'),
    ],
    tables: tables.map((table) => `faultline-${table}`),
    chaos: {
      table: 'faultline-chaos',
      latencyFunction: 'faultline-chaos-latency',
      throttleFunction: 'faultline-chaos-throttle',
      failureFunction: 'faultline-chaos-failure',
    },
  };
}

async function apiUrlOf(cloud: Cloud): Promise<string> {
  const client = new CloudFormationClient(clientConfig(cloud));
  try {
    const { Stacks = [] } = await client
      .send(new DescribeStacksCommand({ StackName: STACK }))
      .catch((cause: unknown) => {
        throw notDeployed(cause instanceof Error ? cause.message : String(cause), cause);
      });
    const outputs = new Map(Stacks[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    const id = outputs.get('RestApiId');
    const stage = outputs.get('RestApiStage');
    if (!id || !stage) throw notDeployed('it has no outputs RestApiId and RestApiStage');
    return restApiUrl(cloud, id, stage);
  } finally {
    client.destroy();
  }
}

function notDeployed(why: string, cause?: unknown): UsageError {
  return new UsageError(`the stack "${STACK}" is not ready: ${why}`, { cause, hint: 'Deploy it: ./lab deploy' });
}
