import { styleText } from 'node:util';
import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../cloud/engine-options.ts';

/** `./lab doctor`: whether `./lab run` can work here. */
export function doctorCommand(): Command {
  return withEngineOptions(new Command('doctor'))
    .description(
      'tell what is there, what is missing and how to get it; fails when run could not work; with --endpoint, what that cloud can do',
    )
    .option('--app <app>', 'tell instead what of an app runs here: its folder or command, a cdk.out, or a template')
    .action(async ({ port, app, endpoint }: EngineOptions & { readonly app?: string }) => {
      if (app !== undefined) return doctorApp(app);
      if (endpoint !== undefined) return doctorCloud(endpoint);
      const { diagnose } = await import('../../localstack/doctor.ts');
      const checks = await diagnose(port);
      const width = Math.max(...checks.map(({ name }) => name.length));
      for (const { name, ok, required, found, need, hint } of checks) {
        const mark = ok
          ? styleText('green', 'ok     ')
          : required
            ? styleText('red', 'missing')
            : styleText('dim', 'absent ');
        process.stdout.write(`${mark} ${name.padEnd(width)}  ${found} (need: ${need})\n`);
        if (hint !== '') process.stdout.write(`${' '.repeat(width + 10)}${hint}\n`);
      }
      if (checks.some(({ ok, required }) => required && !ok)) process.exitCode = 3;
    });
}

async function doctorApp(app: string): Promise<void> {
  const [{ stacksOf }, { reportApp }] = await Promise.all([
    import('../doctor/stacks-of.ts'),
    import('../doctor/app-lines.ts'),
  ]);
  const { lines, isDeployable } = reportApp(await stacksOf(app));
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!isDeployable) process.exitCode = 3;
}

async function doctorCloud(endpoint: string): Promise<void> {
  const [{ openEngine }, { abilityLines }] = await Promise.all([
    import('../../localstack/open-engine.ts'),
    import('../doctor/ability-lines.ts'),
  ]);
  const cloud = await openEngine({ endpoint }).up(() => undefined);
  process.stdout.write(`${(await abilityLines(cloud)).join('\n')}\n`);
}
