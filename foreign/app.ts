import { join } from 'node:path';
import { stopBundling } from '../chaos/cdk/bundle.ts';
import { UsageError } from '../kernel/usage-error.ts';
import { readAssembly } from '../localstack/support/assembly.ts';
import { type CopiedAssembly, copyUnderChaos, labStack } from './assembly/copy.ts';
import type { ReadConfig } from './config/config.ts';
import { openSource } from './source/open-source.ts';
import { type Found, foundIn, givenName } from './template/found.ts';
import { type AppTemplate, merged } from './template/merged.ts';

/** Somebody's app, under chaos and ready to be deployed. */
export interface App {
  /** Ignored folder in its repository, for what is made of it. */
  readonly state: string;
  readonly assembly: CopiedAssembly;
  /** Of the copy: everything has its name. */
  readonly template: AppTemplate;
  readonly found: Found;
}

/**
 * Synthesizes the app of a folder, or takes its cloud assembly or its template, and puts a copy of it under chaos.
 * @throws UsageError where there is no app, it does not synthesize, or cannot go to LocalStack
 */
export async function openApp(
  root: string,
  { app, stacks, key }: Pick<ReadConfig, 'app' | 'stacks' | 'key'>,
): Promise<App> {
  const state = join(root, '.faultline');
  const source = await openSource(root, app);
  try {
    const front = { chaosTable: `${labStack}-chaos`, key, only: stacks };
    const assembly = copyUnderChaos(source.folder, join(state, 'assembly'), front);
    const template = merged(readAssembly(assembly.folder).filter(({ name }) => assembly.stacks.includes(name)));
    refuseMisfits(template);
    return { state, assembly, template, found: foundIn(template) };
  } finally {
    source.remove();
    await stopBundling();
  }
}

/** @throws UsageError for an app that would take our names, or in which nothing can be broken */
function refuseMisfits(template: AppTemplate): void {
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    const name = givenName(Type, Properties);
    if (name?.startsWith(`${labStack}-chaos`) !== true) continue;
    throw new UsageError(`${id} is called ${name}, which is Faultline's own name`, { hint: 'Call it something else.' });
  }
  const { functions, mappingsElsewhere } = foundIn(template);
  const [elsewhere] = mappingsElsewhere;
  if (elsewhere !== undefined) {
    throw new UsageError(`the mapping ${elsewhere} leads to a function that is not of the app`, {
      hint: 'Name the stacks that have both in the config: stacks: ["…"].',
    });
  }
  if (functions.length > 0) return;
  throw new UsageError('the app has no function: there is nothing to drive and to break', {
    hint: 'Name the stacks that have some in the config: stacks: ["…"].',
  });
}
