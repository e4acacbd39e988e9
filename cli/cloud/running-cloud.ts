import { type Cloud, localstackCloud } from '../../kernel/cloud.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import type { EngineOptions } from './engine-options.ts';

/**
 * The LocalStack that runs now.
 * @throws UsageError if none does
 */
export async function runningCloud(options: EngineOptions): Promise<Cloud> {
  const { running, endpoint } = await openEngine(options).status();
  if (running) return localstackCloud(endpoint);
  throw new UsageError(`no LocalStack answers at ${endpoint}`, {
    hint: `Start one with ${labCommand} up, or name its --port.`,
  });
}
