import { type App, openApp } from '../../foreign/app.ts';
import type { ReadConfig } from '../../foreign/config/config.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { readAssembly } from '../../localstack/support/assembly.ts';
import { reportApp } from '../doctor/app-lines.ts';

/**
 * The app of a folder, which the engine can run.
 * @param tell takes a line for each thing that a user should know and that stops nothing
 * @throws UsageError where there is none, or with each thing in it that cannot be deployed, and what to do instead
 */
export async function openDeployable(
  root: string,
  config: Pick<ReadConfig, 'app' | 'stacks' | 'key'>,
  tell: (line: string) => void,
): Promise<App> {
  const app = await openApp(root, config);
  const stacks = readAssembly(app.assembly.folder).filter(({ name }) =>
    app.assembly.stacks.includes(name.split('/')[0] ?? ''),
  );
  const { lines, isDeployable } = reportApp(stacks);
  if (!isDeployable) {
    throw new UsageError(`the app cannot be deployed as it is:\n${lines.join('\n')}`, {
      hint: 'Change what is refused, or name the other stacks in the config: stacks: ["…"].',
    });
  }
  for (const line of app.assembly.left) tell(`not under chaos: ${line}`);
  return app;
}
