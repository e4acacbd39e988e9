import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systems } from '../../functions/systems.ts';
import { projectRoot } from '../../kernel/project.ts';
import type { System } from '../../system/system.ts';
import { exercises } from './exercised.ts';
import { libraryExperiments } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

/** A document with a table that is written from the experiments. */
export interface TableDocument {
  /** Relative to the root of the project. */
  readonly path: string;
  readonly name: 'experiments' | 'exercised';
  readonly rows: readonly string[];
}

/** Every such document: each system's list of its experiments, and what exercises each fault, whatever the system. */
export async function tableDocuments(): Promise<TableDocument[]> {
  const lists = await Promise.all(
    systems.map(async (system) => ({
      path: join('functions', system.name, 'experiments/README.md'),
      name: 'experiments' as const,
      rows: await experimentRows(system),
    })),
  );
  return [...lists, { path: 'experiment/README.md', name: 'exercised', rows: await exercisedRows() }];
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

async function exercisedRows(): Promise<string[]> {
  const rows = (await exercises()).map(({ fault, experiments, tests }) => {
    const links = tests.map((path) => `[${basename(path, '.test.ts')}](../${path})`);
    return `| \`${fault}\` | ${experiments.join(', ')} | ${links.join(', ')} |`;
  });
  return ['| fault | experiments | integration tests |', '| --- | --- | --- |', ...rows];
}
