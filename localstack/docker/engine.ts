import { join } from 'node:path';
import { execa } from 'execa';
import { localstackCloud } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Engine } from '../engine.ts';
import { readHealth } from '../health.ts';

const composeFile = join(import.meta.dirname, 'compose.yaml');

/** LocalStack in a container, with our plug-in inside: needs a Docker engine with Compose. */
export function dockerEngine(port: number): Engine {
  const cloud = localstackCloud(`http://127.0.0.1:${port}`);
  const endpoint = cloud.endpoint ?? '';
  return {
    kind: 'docker',
    up: async (report, signal) => {
      report('building and starting the LocalStack container');
      // --wait ends when the container's health check, which asks for our plug-in and its DynamoDB, says yes.
      await compose(port, ['up', '--detach', '--build', '--wait', '--wait-timeout', '300'], report, signal);
      return cloud;
    },
    down: async () => {
      await compose(port, ['down', '--volumes', '--remove-orphans'], () => undefined);
    },
    status: async () => {
      const health = await readHealth(endpoint);
      return {
        kind: 'docker',
        endpoint,
        running: health !== undefined,
        services: health?.services ?? {},
        ...(health === undefined ? {} : { version: health.version }),
      };
    },
  };
}

async function compose(
  port: number,
  args: readonly string[],
  report: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const command = ['compose', '--file', composeFile, '--project-name', `faultline-${port}`, ...args];
  const running = execa('docker', command, {
    all: true,
    reject: false,
    stdin: 'ignore',
    env: { FAULTLINE_PORT: String(port) },
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  for await (const line of running.iterable({ from: 'all' })) report(line);
  const { failed, all } = await running;
  signal?.throwIfAborted();
  if (failed)
    throw new UsageError(`docker ${args[0]} failed for the LocalStack on port ${port}`, {
      hint: `${all.split('\n').slice(-12).join('\n')}\nIs a Docker engine running? --engine host needs none.`,
    });
}
