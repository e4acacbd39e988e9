import { Command } from 'commander';
import { profiles } from '../../loadtest/profiles/profiles.ts';
import { withEngineOptions } from '../cloud/engine-options.ts';
import { withSystemOption } from '../cloud/system-option.ts';
import type { LoadOptions } from '../load/load-profile.ts';
import { interruptible } from '../terminal/interrupt.ts';
import { wholeNumberFrom } from './options/whole-number.ts';

/** `./lab load <profile>`: how a deployed system bears a load, without faults. */
export function loadCommand(): Command {
  const width = Math.max(...profiles.map(({ name }) => name.length));
  const shapes = profiles.flatMap(({ name, purpose, thresholds }) => [
    `  ${name.padEnd(width)}  ${purpose}`,
    `  ${''.padEnd(width)}  ${thresholds.join(', ')}`,
  ]);
  return withSystemOption(withEngineOptions(new Command('load')))
    .description('drive a deployed system with a load profile, and judge latency, errors and throughput by thresholds')
    .argument('<profile>', profiles.map(({ name }) => name).join(', '))
    .option('--for <duration>', 'how long in all, such as 30s or 5m; every stage in proportion')
    .option('--unscaled', 'offer what the profile asks for, whatever the system takes')
    .option(
      '--threshold <limit>',
      'such as "p95 <= 800ms", in the place of that of the profile; repeatable',
      gather,
      [],
    )
    .option('--seed <number>', 'seed of the operations', wholeNumberFrom(0), 1)
    .addHelpText(
      'after',
      `
Profiles, with their thresholds:
${shapes.join('\n')}

A user who does not wait for others begins an operation every 10 s: 100 users are 10 operations a second. What the system takes is
measured first, and all rates are scaled to it in proportion. Latency counts from the planned start of an operation; one whose
user was left without an answer waits for ever. Metrics: p50, p95, p99, errors (users without an answer), refused, rps
(operations answered a second), recovery (after a spike), knee (of a breakpoint). A metric that never came breaks its threshold.

Exit codes: 0 all thresholds kept, 1 one broken, 2 inconclusive (the target never answered or died, no knee was found), 3 usage or environment error.`,
    )
    .action(async (profile: string, options: LoadOptions) => {
      const { loadProfile } = await import('../load/load-profile.ts');
      process.exitCode = await interruptible((signal) => loadProfile(profile, options, signal));
    });
}

function gather(text: string, before: readonly string[]): string[] {
  return [...before, text];
}
