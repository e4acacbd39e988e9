import { localstackCloud } from '../../kernel/cloud.ts';
import { deployCommand, labCommand } from '../../kernel/project.ts';
import type { EngineStatus } from '../../localstack/engine.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { type Resources, readResources } from '../../localstack/resources.ts';
import { table } from '../terminal/table.ts';
import type { EngineOptions } from './engine-options.ts';

/** What `./lab status` prints. A LocalStack that does not run is an answer, not an error. */
export async function statusLines(options: EngineOptions): Promise<string[]> {
  const status = await openEngine(options).status();
  if (!status.running) return [`LocalStack does not run at ${status.endpoint}. Start it with ${labCommand} up`];
  return [...engineLines(status), ...resourceLines(await readResources(localstackCloud(status.endpoint)))];
}

function engineLines({ kind, endpoint, version, pid, startedAt, logFile }: EngineStatus): string[] {
  const since = startedAt === undefined ? '' : `, up for ${Math.round((Date.now() - startedAt) / 1000)} s`;
  return [
    `LocalStack ${version ?? ''} at ${endpoint} (engine: ${kind}${pid === undefined ? '' : `, process ${pid}`}${since})`,
    ...(logFile === undefined ? [] : [`Log: ${logFile}`]),
    'Web console: https://app.localstack.cloud can attach to this endpoint from a browser on this machine.',
  ];
}

function resourceLines({ queues, tables, functions }: Resources): string[] {
  if (queues.length + tables.length + functions.length === 0)
    return ['', `Nothing is deployed. Deploy with ${deployCommand}`];
  return [
    '',
    ...table(
      ['Queue', 'Visible', 'In flight', 'Delayed', 'Dead letters'],
      queues
        .filter(({ name }) => !queues.some(({ deadLetterQueue }) => deadLetterQueue === name))
        .map(({ name, visible, inFlight, delayed, deadLetterQueue }) => {
          const dead = queues.find((queue) => queue.name === deadLetterQueue);
          return [name, visible, inFlight, delayed, dead === undefined ? 'no DLQ' : dead.visible + dead.inFlight];
        }),
    ),
    '',
    ...table(
      ['Table', 'Items'],
      tables.map(({ name, items }) => [name, items]),
    ),
    '',
    ...table(
      ['Function', 'Runtime', 'Time-out s', 'Memory MB'],
      functions.map(({ name, runtime, timeoutSeconds, memoryMb }) => [name, runtime, timeoutSeconds, memoryMb]),
    ),
  ];
}
