import { spawnSync } from 'node:child_process';
import { dockerEngine } from './docker/engine.ts';
import { endpointEngine } from './endpoint/engine.ts';
import type { Engine } from './engine.ts';
import { hostEngine } from './host/engine.ts';

/** Which LocalStack is meant. */
export interface EngineChoice {
  /** A LocalStack that runs already. */
  readonly endpoint?: string | undefined;
  readonly port?: number | undefined;
  readonly engine?: 'host' | 'docker' | undefined;
}

/** LocalStack's own port. */
export const defaultPort = 4566;

/**
 * Chooses how LocalStack runs: the one at `endpoint`, or `engine`, or Docker where a Docker engine answers, or this host.
 *
 * @throws UsageError if the endpoint is not on this machine
 */
export function openEngine({ endpoint, port = defaultPort, engine }: EngineChoice): Engine {
  if (endpoint !== undefined) return endpointEngine(endpoint);
  const kind = engine ?? (dockerAnswers() ? 'docker' : 'host');
  return kind === 'docker' ? dockerEngine(port) : hostEngine(port);
}

function dockerAnswers(): boolean {
  const options = { timeout: 3_000, env: process.env };
  return spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], options).status === 0;
}
