import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { systems } from '../../functions/systems.ts';
import { findSabotage } from '../../infra/sabotage.ts';
import { projectRoot } from '../../kernel/project.ts';
import type { System } from '../../system/system.ts';
import { exercises } from './exercised.ts';
import { libraryExperiments } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

/** A document with a table that is written from experiments or sabotages. */
export interface TableDocument {
  /** Relative to the root of the project. */
  readonly path: string;
  readonly name: 'experiments' | 'sabotages' | 'exercised';
  readonly rows: readonly string[];
}

/** Every such document: each system's lists of its experiments and sabotages, and what exercises each fault, whatever the system. */
export async function tableDocuments(): Promise<TableDocument[]> {
  const lists = await Promise.all(
    systems.map(async (system) => ({
      path: join('functions', system.name, 'experiments/README.md'),
      name: 'experiments' as const,
      rows: await experimentRows(system),
    })),
  );
  const broken = systems.map((system) => ({
    path: join('functions', system.name, 'sabotage/README.md'),
    name: 'sabotages' as const,
    rows: sabotageRows(system),
  }));
  return [...lists, ...broken, { path: 'experiment/README.md', name: 'exercised', rows: await exercisedRows() }];
}

/** The document with its table written anew. @throws Error where it has no place for one */
export function withTable({ path, name, rows }: TableDocument): string {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} has no lines <!-- ${name} --> and <!-- /${name} -->.`);
  return text.slice(0, from + begin.length) + rows.join('\n') + text.slice(to);
}

async function experimentRows(system: System): Promise<string[]> {
  const own = libraryExperiments().filter((one) => one.system === system);
  const rows = own.map(async ({ name, path }) => {
    const { experiment } = await readLabExperiment(path);
    return `| [\`${name}\`](${basename(path)}) | ${experiment.title} |`;
  });
  return ['| name | claim |', '| --- | --- |', ...(await Promise.all(rows))];
}

function sabotageRows({ folder, sabotages }: System): string[] {
  const rows = sabotages.map(({ name, breaks, experiment, by, caughtBy }) => {
    const twins = [...findSabotage(folder, name).twins.values()];
    const replaced = twins.map((twin) => `\`${relative(join(folder, 'sabotage', name), twin)}\``);
    const revealed = `[${experiment}](../experiments/${experiment}.yaml): ${by}`;
    return `| \`${name}\` | ${replaced.join(', ')} | ${breaks} | ${revealed} | ${caughtBy.join(', ')} |`;
  });
  return ['| name | replaces | what breaks | revealed by | caught by |', '| --- | --- | --- | --- | --- |', ...rows];
}

async function exercisedRows(): Promise<string[]> {
  const rows = (await exercises()).map(({ fault, experiments, tests }) => {
    const links = tests.map((path) => `[${basename(path, '.test.ts')}](../${path})`);
    return `| \`${fault}\` | ${experiments.join(', ')} | ${links.join(', ')} |`;
  });
  return ['| fault | experiments | integration tests |', '| --- | --- | --- |', ...rows];
}
