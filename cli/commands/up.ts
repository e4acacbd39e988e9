import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../cloud/engine-options.ts';
import { interruptible } from '../terminal/interrupt.ts';

/** `./lab up`: LocalStack, ready for use. */
export function upCommand(): Command {
  return withEngineOptions(new Command('up'))
    .description('start LocalStack and wait until it is ready; installs what it needs the first time')
    .action((options: EngineOptions) => interruptible((signal) => up(options, signal)));
}

async function up(options: EngineOptions, signal: AbortSignal): Promise<void> {
  const [{ openEngine }, { runPhases }] = await Promise.all([
    import('../../localstack/open-engine.ts'),
    import('../run/phases.ts'),
  ]);
  const engine = openEngine(options);
  let environment: Readonly<Record<string, string>> = {};
  const start = async (report: (line: string) => void) => {
    ({ environment } = await engine.up(report, signal));
  };
  await runPhases([{ title: 'Start LocalStack', run: start, putsBack: true }], [], signal);
  const exports = Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`);
  process.stdout.write(`\nLocalStack is ready. To use it from this shell:\n\n${exports.join('\n')}\n`);
}
