import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { bundleEntries, wrapperEntry } from '../../chaos/cdk/bundle.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Rewritable } from './rewritable.ts';
import { type Front, rewriteTemplate, type WrappedCode } from './rewrite.ts';

const stackSchema = z.looseObject({
  type: z.literal('aws:cloudformation:stack'),
  environment: z.string(),
  properties: z.looseObject({ templateFile: z.string(), stackName: z.string().optional() }),
  dependencies: z.array(z.string()).default([]),
});
const manifestSchema = z.looseObject({
  artifacts: z.record(z.string(), z.looseObject({ type: z.string() })).default({}),
});
const assetsSchema = z.looseObject({
  files: z.record(
    z.string(),
    z.looseObject({ source: z.looseObject({ path: z.string() }), destinations: z.unknown() }),
  ),
});

type Stack = z.output<typeof stackSchema>;

/** An assembly under chaos, ready to be deployed on LocalStack. */
export interface CopiedAssembly {
  readonly folder: string;
  /** Names of its stacks, each after those that it depends on. */
  readonly stacks: readonly string[];
  /** Functions that are not under chaos, and why, one sentence each. */
  readonly left: readonly string[];
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
const bucket = { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' };

/**
 * Puts a copy of a cloud assembly under chaos: each of its Node.js functions gets our entry in front of its own. The assembly
 * itself stays as it is.
 *
 * @param only the stacks that are meant; undefined: all
 * @throws UsageError for a stack that cannot go to LocalStack, and where there is none
 */
export function copyUnderChaos(
  assembly: string,
  folder: string,
  { only, ...front }: Omit<Front, 'entryDigest'> & { readonly only?: readonly string[] | undefined },
): CopiedAssembly {
  rmSync(folder, { recursive: true, force: true });
  cpSync(assembly, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  let manifest = readFileSync(file, 'utf8');
  const { artifacts } = manifestSchema.parse(JSON.parse(manifest));
  const stacks = Object.entries(artifacts).flatMap(([id, artifact]) => {
    const { data } = stackSchema.safeParse(artifact);
    return data === undefined ? [] : [{ id, name: data.properties.stackName ?? id, ...data }];
  });
  const meant = stacks.filter(({ name, id }) => only === undefined || only.includes(name) || only.includes(id));
  refuseMisfits(
    meant,
    only,
    stacks.map(({ name }) => name),
  );
  const { wrapper } = bundleEntries({ wrapper: wrapperEntry });
  const entryDigest = createHash('sha256').update(wrapper).digest('hex');
  const left: string[] = [];
  for (const { name, properties } of meant) {
    const path = join(folder, properties.templateFile);
    const template: Rewritable = JSON.parse(readFileSync(path, 'utf8'));
    const rewriting = rewriteTemplate(template, name, { ...front, entryDigest }, bucket);
    left.push(...rewriting.left);
    const text = JSON.stringify(template);
    writeFileSync(path, text);
    const assets = new AssetsFile(folder, properties.templateFile);
    for (const code of rewriting.wrapped) assets.wrap(code, wrapper);
    manifest = assets.renameTemplate(text, manifest);
  }
  writeFileSync(file, manifest);
  return { folder, stacks: ordered(meant), left };
}

/** Where the stacks of an assembly keep what they upload. */
class AssetsFile {
  readonly #folder: string;
  readonly #template: string;
  readonly #file: string;
  readonly #assets: z.output<typeof assetsSchema>;

  constructor(folder: string, template: string) {
    this.#folder = folder;
    this.#template = template;
    this.#file = join(folder, template.replace(/\.template\.json$/, '.assets.json'));
    this.#assets = assetsSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
  }

  /** Adds the code of a function with our entry beside it. */
  wrap({ from, asset }: WrappedCode, entry: Uint8Array): void {
    const { files } = this.#assets;
    if (files[asset] !== undefined) return;
    const path = `asset.${asset}`;
    const place = join(this.#folder, path);
    if ('inline' in from) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'index.js'), from.inline);
    } else {
      const known = files[from.asset]?.source.path ?? '';
      const code = join(this.#folder, known);
      if (known === '' || /\.zip$/.test(known) || !existsSync(code)) {
        throw new UsageError(`the code ${from.asset.slice(0, 12)}… of ${this.#template} is no folder of the assembly`, {
          hint: 'Give its folder to Code.fromAsset, not a zip file.',
        });
      }
      cpSync(code, place, { recursive: true });
    }
    writeFileSync(join(place, 'faultline-chaos.mjs'), entry);
    files[asset] = {
      source: { path, packaging: 'zip' },
      destinations: this.#destinations(`${asset}.zip`),
    };
  }

  /** Writes the file; a template is an asset, too, known by what it was before. @returns the manifest with the new name */
  renameTemplate(text: string, manifest: string): string {
    const [old = ''] =
      Object.entries(this.#assets.files).find(([, { source }]) => source.path === this.#template) ?? [];
    const changed = createHash('sha256').update(text).digest('hex');
    const renamed = (content: string) => (old === '' ? content : content.replaceAll(old, changed));
    writeFileSync(this.#file, renamed(JSON.stringify(this.#assets)));
    return renamed(manifest);
  }

  /** Where the template goes, for another file. */
  #destinations(objectKey: string): unknown {
    const template = Object.values(this.#assets.files).find(({ source }) => source.path === this.#template);
    const places = Object.entries((template?.destinations ?? {}) as Record<string, object>);
    return Object.fromEntries(places.map(([name, place]) => [name, { ...place, objectKey }]));
  }
}

function refuseMisfits(
  meant: readonly (Stack & { name: string })[],
  only: readonly string[] | undefined,
  all: readonly string[],
): void {
  const unknown = only?.find((name) => !meant.some((stack) => stack.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`the app has no stack "${unknown}"`, { hint: `It has: ${all.join(', ')}` });
  }
  if (meant.length === 0)
    throw new UsageError('the app has no stack', { hint: 'Add one to the app of your cdk.json.' });
  for (const { name, environment } of meant) {
    if (/^aws:\/\/(unknown-account|000000000000)\/(unknown-region|us-east-1)$/.test(environment)) continue;
    throw new UsageError(
      `the stack ${name} is bound to ${environment}, but LocalStack is aws://000000000000/us-east-1`,
      {
        hint: 'Leave its env away, or take it from process.env.CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION.',
      },
    );
  }
  const ours = meant.find(({ name }) => name === labStack);
  if (ours !== undefined) {
    throw new UsageError(`the stack ${labStack} has the name of Faultline's own`, {
      hint: 'Give it another stackName.',
    });
  }
}

/** The stack with the chaos functions and the table of rules; its name begins theirs. */
export const labStack = 'faultline';

function ordered(stacks: readonly (Stack & { id: string; name: string })[]): string[] {
  const placed: string[] = [];
  const place = (stack: (typeof stacks)[number]) => {
    if (placed.includes(stack.name)) return;
    for (const each of stacks) if (each !== stack && stack.dependencies.includes(each.id)) place(each);
    placed.push(stack.name);
  };
  for (const stack of stacks) place(stack);
  return placed;
}
