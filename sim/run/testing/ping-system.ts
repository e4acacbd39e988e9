import type { Experiment } from '../../../experiment/file/experiment.ts';
import { parseExperiment } from '../../../experiment/file/experiment-file.ts';
import type { System } from '../../../system/system.ts';
import type { Operation, World } from '../../../system/workload.ts';

/** A system of one function behind an API, for tests: an operation is a request. */
export const system: System = {
  name: 'ping',
  claim: 'Every ping is answered.',
  unit: { one: 'ping', many: 'pings' },
  keyField: 'ping',
  folder: import.meta.dirname,
  handlers: {},
  stack: async () => () => undefined,
  workload: async () => ({ operation: operationOf, send }),
  steadyState: [],
  quiet: [],
  records: [],
  judging: async () => ({ translate: () => ({ happenings: [], problems: [] }), invariants: [] }),
  firstExperiment: 'none',
  sabotages: [],
};

function operationOf(_seed: number, number: number, keyPrefix: string): Operation {
  return { number, key: `${keyPrefix}-${number}` };
}

async function send({ number, key }: Operation, process: string, world: World): Promise<void> {
  const at = world.now();
  const response = await world.fetch(`${world.target}/ping`, { method: 'POST', body: JSON.stringify({ key }) });
  const text = await response.text();
  const { status, ok } = response;
  const outcome = ok ? ('ok' as const) : ('info' as const);
  world.record({
    at,
    endedAt: world.now(),
    process,
    request: number,
    attempt: 1,
    key,
    digest: key,
    outcome,
    status,
    error: text,
  });
}

/** An experiment that sends so many pings, ten a second, and hurts nobody. */
export function pings(operations: number): Experiment {
  const text = [
    'title: Every ping is answered',
    'description: Somebody pings.',
    'seed: 1',
    'rollbacks: [{ type: action, name: faults-off, provider: { type: withdraw-faults } }]',
    'method:',
    '  - { type: action, name: pings, provider: { type: load, rate: 10, operations: ' + operations + ' } }',
    'recovery: { within: 60s }',
  ].join('\n');
  return parseExperiment(text, 'pings.yaml', { steadyState: [], invariants: [] });
}
