import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { isTest, read, root, sources } from './repository.ts';

/** The folders of the systems under test. */
const systems = readdirSync(join(root, 'functions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map((entry) => `functions/${entry.name}`);

/** What each part of a system may import: a row for all systems. */
const ofSystems = systems.flatMap((system): [string, readonly string[]][] => [
  [system, ['system']],
  // Ordinary Lambda code: nothing of the lab but what a function carries.
  [`${system}/handlers`, ['functions/shared', 'chaos/middleware']],
  [`${system}/stack`, ['infra/constructs', 'system']],
  [`${system}/workload`, ['kernel', 'run', 'system']],
  [`${system}/history`, [`${system}/invariants`, 'run', 'system', 'verify']],
  // Who judges shares no code with the accused.
  [`${system}/invariants`, ['verify']],
  [`${system}/testing`, [`${system}/handlers`, 'verify']],
  [`${system}/sweep`, [`${system}/handlers`, `${system}/workload`, 'system']],
  [`${system}/sabotage`, ['functions/shared', `${system}/handlers`, 'system']],
]);

/** What a folder may import besides itself and packages. A folder that is not named here may import no other. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  run: ['kernel'],
  // The contract: types of everybody, and no code of any system.
  system: ['kernel', 'run', 'verify'],
  'functions/shared': ['chaos/middleware'],
  'functions/systems.ts': ['kernel', 'system', ...systems],
  ...Object.fromEntries(ofSystems),
  infra: ['kernel', 'system', 'chaos/cdk', 'localstack'],
  localstack: ['kernel'],
  // The engine's DynamoDB: the core, and the faults that act on its calls.
  'localstack/dynamodb': ['dynamodb', 'chaos/faults', 'chaos/middleware'],
  loadtest: ['kernel', 'run', 'system'],
  // Somebody else's app as a system: it knows nothing of ours.
  foreign: ['kernel', 'run', 'system', 'verify', 'infra', 'localstack', 'chaos/cdk'],
  package: ['kernel'],
  experiment: ['kernel', 'run', 'system', 'chaos', 'loadtest'],
  // One core for the engine and the simulator: it knows neither.
  dynamodb: [],
  // Another AWS, wired from a template: it knows no system. What runs an experiment on it composes the lab in its thread.
  sim: ['kernel', 'run', 'chaos/faults', 'chaos/middleware', 'dynamodb'],
  'sim/run': ['sim', 'kernel', 'system', 'experiment', 'observe', 'loadtest', 'infra', 'chaos/cdk'],
  verify: [],
  observe: ['kernel', 'run', 'system', 'verify'],
  report: ['kernel', 'run', 'verify'],
  // What a page shows of a run that goes on, drawn by the report.
  live: ['kernel', 'run', 'report'],
  cli: [
    ...['kernel', 'run', 'system', 'functions/systems.ts', 'infra', 'localstack', 'chaos', 'experiment', 'loadtest'],
    ...['observe', 'verify', 'report', 'live', 'foreign', 'sim'],
  ],
  bench: [
    'kernel',
    'dynamodb',
    'test',
    'infra',
    'localstack',
    'chaos',
    'experiment',
    'functions',
    'verify',
    'report',
    'loadtest',
  ],
  test: [
    'kernel',
    'run',
    'system',
    'infra',
    'localstack',
    'chaos',
    'experiment',
    'foreign',
    'functions',
    'loadtest',
    'package',
    'observe',
    'verify',
    'cli',
    'dynamodb',
  ],
  // What a package of its own must not reach: the house that it was built in.
  chaos: [],
  // What a deployed function bundles must not reach the lab that judges it.
  'chaos/middleware': ['chaos/faults'],
  'chaos/faults': [],
  'chaos/wire': ['chaos/middleware'],
  // What another project loads to build its stack: no more than packages.
  'chaos/cdk': ['chaos/faults'],
  // Somebody else's: what they take of the lab they take by its name.
  examples: [],
};

/** Folders that Lambda bundles: no package of the lab itself. */
const onlyTheseFoldersUse: Readonly<Record<string, readonly string[]>> = {
  'aws-cdk-lib': ['infra', 'chaos/cdk', 'examples', 'functions', 'foreign/assembly/make-lab.ts', 'cli/cdk-app.ts'],
  listr2: ['cli'],
  commander: ['cli'],
  '@middy/core': ['functions', 'chaos'],
};

/** What stands in front of other people's handlers: each of their cold starts pays for what these load at once. */
const inFrontOfHandlers = ['chaos/front-door.ts', 'chaos/wire/entry.ts'];
/** What they load with the first rule, if one comes. */
const loadedByRules = /^zod$|^chaos\/faults\/(catalogue|rule)\.ts$|^chaos\/middleware\/(calls\/)?injectors\.ts$/;

type Import = { from: string; to: string; external: boolean; atOnce: boolean };

let imports: Import[] = [];

beforeAll(async () => {
  const entryPoints = sources('.ts').filter((path) => !isTest(path));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'unused',
    logLevel: 'silent',
  });
  imports = Object.entries(metafile.inputs).flatMap(([from, input]) =>
    input.imports.map(({ path, external, kind }) => ({
      from,
      to: path,
      external: external === true,
      atOnce: kind === 'import-statement',
    })),
  );
});

/** The most specific rule for a file: `chaos/middleware` before `chaos`. */
function ruleFor(path: string): string | undefined {
  return Object.keys(mayImport)
    .filter((folder) => within(path, folder))
    .sort((a, b) => b.length - a.length)[0];
}

const within = (path: string, place: string) => path === place || path.startsWith(`${place}/`);

describe('who imports whom', () => {
  it('finds the imports of the project', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it('follows the table of the design', () => {
    const offences = imports
      .filter(({ external, to }) => !external && !to.endsWith('.json'))
      .filter(({ from, to }) => {
        const folder = ruleFor(from);
        if (folder === undefined) return true;
        return ![folder, ...(mayImport[folder] ?? [])].some((place) => within(to, place));
      });
    expect(offences).toEqual([]);
  });

  it('keeps each heavy package in its place', () => {
    const offences = imports.filter(({ from, to, external }) => {
      const owner = Object.keys(onlyTheseFoldersUse).find((name) => external && within(to, name));
      return (
        owner !== undefined &&
        !onlyTheseFoldersUse[owner]?.some((folder) => within(from, folder)) &&
        !from.startsWith('bench/')
      );
    });
    expect(offences).toEqual([]);
  });

  it('loads the catalogue of faults and zod only with the first rule', () => {
    const loaded = new Set(inFrontOfHandlers);
    for (const file of loaded) {
      for (const { from, to, atOnce } of imports) if (from === file && atOnce) loaded.add(to);
    }
    expect(loaded.size).toBeGreaterThan(20);
    expect([...loaded].filter((path) => loadedByRules.test(path))).toEqual([]);
    const late = imports.filter(({ to, atOnce }) => !atOnce && loadedByRules.test(to)).map(({ to }) => to);
    expect(late.sort()).toEqual([
      'chaos/faults/rule.ts',
      'chaos/middleware/calls/injectors.ts',
      'chaos/middleware/injectors.ts',
    ]);
  });

  it('has no cycles of files, not of types either', () => {
    const edges = new Map(
      sources('.ts').map((file) => [
        file,
        [...read(file).matchAll(/^(?:import|export) [^'"]*? from '(\.[^']+\.ts)';$/gms)].map(([, target]) =>
          join(dirname(file), target as string),
        ),
      ]),
    );
    expect([...edges.values()].flat().length).toBeGreaterThan(500);
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[][] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file]);
        return;
      }
      state.set(file, 'open');
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of edges.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

/** The packages that load before any code of these files runs. */
function packagesBefore(...entries: readonly string[]): string[] {
  const loaded = new Set(entries);
  const packages = new Set<string>();
  for (const file of loaded) {
    for (const { from, to, external, atOnce } of imports) {
      if (from !== file || !atOnce) continue;
      if (!external) loaded.add(to);
      else if (!to.startsWith('node:')) packages.add(to);
    }
  }
  return [...packages].sort();
}

// A second of loading is a second in which faults go on, and as long on a busy machine as it likes.
describe('what the command line loads', () => {
  it('before a command begins is commander', () => {
    const commands = sources('.ts').filter(
      (path) => /^cli\/commands\/(histories\/)?[^/]+\.ts$/.test(path) && !isTest(path),
    );
    expect(commands.length).toBeGreaterThan(15);
    expect(packagesBefore('cli/main.ts', ...commands)).toEqual(['commander']);
  });

  it('before ./lab abort asks the runner is nothing more', () => {
    expect(packagesBefore('cli/run/abort-run.ts')).toEqual([]);
  });

  it('to end faults without a runner is the clients of the services that hold them', () => {
    expect(packagesBefore('cli/chaos/end-faults.ts')).toEqual([
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-lambda',
      '@aws-sdk/client-sqs',
      '@aws-sdk/lib-dynamodb',
      'zod',
    ]);
  });
});
