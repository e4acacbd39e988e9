import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** What differs from the usual. */
export interface Changes {
  readonly duration?: string;
  readonly operations?: number;
  readonly stopConditions?: readonly object[];
}

const fault = (name: string, duration: string, provider: object) => ({
  type: 'action',
  name,
  provider: { type: 'fault', start: '1s', duration, ...provider },
});

/** Writes an experiment with a fault of each carrier, all from one second after the first request on. */
export async function writeExperiment(folder: string, cloudFaults: boolean, changes: Changes = {}): Promise<string> {
  const { duration = '10m', operations = 300, stopConditions = [] } = changes;
  const experiment = {
    title: 'Faults end, whoever dies',
    description: 'A rule, a setting and, where there is the API, a fault of the cloud.',
    seed: 5,
    'steady-state-hypothesis': {
      title: 'The API answers',
      probes: [
        { type: 'probe', name: 'answers', tolerance: 404, provider: { type: 'http', path: '/orders/no-such-order' } },
      ],
    },
    'dead-mans-switch': '3s',
    'stop-conditions': stopConditions,
    method: [
      { type: 'action', name: 'customers-order', provider: { type: 'load', operations, rate: 5 } },
      fault('slow', duration, {
        fault: 'delay',
        target: { function: 'orders-payments' },
        parameters: { delayMs: 200 },
      }),
      fault('hasty', duration, {
        fault: 'queue-attributes',
        target: { queue: 'orders-shipping' },
        parameters: { visibilityTimeoutSeconds: 20 },
      }),
      ...(cloudFaults
        ? [
            fault('late', duration, {
              fault: 'api-latency',
              target: { table: 'orders-stock' },
              parameters: { latencyMs: 50 },
            }),
          ]
        : []),
    ],
    rollbacks: [{ type: 'action', name: 'faults-off', provider: { type: 'withdraw-faults' } }],
    recovery: { within: '60s' },
  };
  const file = join(folder, 'experiment.yaml');
  await writeFile(file, stringify(experiment));
  return file;
}
