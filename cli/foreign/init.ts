import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openApp } from '../../foreign/app.ts';
import { configFileIn } from '../../foreign/config/load-config.ts';
import { calmExperiments, fittingExperiments } from '../../foreign/experiments.ts';
import { firstInput } from '../../foreign/first-input.ts';
import type { Found } from '../../foreign/template/found.ts';
import { readAssembly } from '../../localstack/support/assembly.ts';
import { reportApp } from '../doctor/app-lines.ts';
import { foundLines } from './found-lines.ts';

/**
 * Tells what an app consists of and what of it cannot run, and writes a config and experiments that fit. What is there already
 * stays as it is.
 * @param app the command that synthesizes it, a cloud assembly, or a template; default: as cdk.json says
 */
export async function initForeign(root: string, app: string | undefined): Promise<string[]> {
  const { assembly, found } = await openApp(root, { app });
  const lines = [...reportApp(readAssembly(assembly.folder)).lines, ...foundLines(found)];
  const left = assembly.left.map((line) => `  not under chaos: ${line}`);
  return [
    ...lines,
    ...left,
    ...lacking(found),
    '',
    ...write(root, app, found),
    '',
    'Say in the config what the app is asked, then: npx faultline run',
  ];
}

/** What is not there to be broken. */
function lacking(found: Found): string[] {
  const isFed = found.queues.some(({ consumers }) => consumers.length > 0);
  return [
    ...(isFed ? [] : ['  no queue has a consumer: nothing is delivered twice, and no message is judged']),
    ...(fittingExperiments(found).length > 0
      ? []
      : ['  no fault of these fits it: no queue has a consumer, no function writes to a table; its runs are calm']),
  ];
}

function write(root: string, app: string | undefined, found: Found): string[] {
  const experiments = [...calmExperiments, ...fittingExperiments(found)];
  const config = configFileIn(root) ?? join(root, isModule(root) ? 'faultline.config.ts' : 'faultline.config.mts');
  const files = [
    { path: config, text: configText(app, found) },
    ...experiments.map(({ name, yaml }) => ({ path: join(root, 'faultline', `${name}.yaml`), text: yaml })),
    { path: join(root, '.faultline', '.gitignore'), text: '*\n' },
  ];
  return files.map(({ path, text }) => {
    const here = relative(process.cwd(), path);
    if (existsSync(path)) return `kept  ${here}`;
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return `wrote ${here}`;
  });
}

/** Node.js takes a .ts file for what the package says, and a config is an ES module. */
function isModule(root: string): boolean {
  const file = join(root, 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).type === 'module';
}

function configText(app: string | undefined, found: Found): string {
  const asked = firstInput(found).map((operation) => `\n    ${operation},`);
  return `import { defineConfig } from 'faultline';

export default defineConfig({${app === undefined ? '' : `\n  app: ${JSON.stringify(app)},`}
  // The field of messages, requests and events that says what they are about.
  key: 'id',
  // What the app is asked, in turn; {{key}} is another for each request, {{number}} counts them.
  input: [${asked.join('')}
  ],
});
`;
}
