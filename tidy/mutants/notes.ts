import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, judgeFiles, mutantsFolder } from './judge.ts';
import type { Ready } from './messages.ts';
import { openWorker } from './open-worker.ts';

/** A test, how long it took without a mutant, and which mutants of which file it passed. */
export interface NotedTest {
  readonly file: string;
  readonly name: string;
  readonly ms: number;
  /** How often its loops went round. */
  readonly rounds: number;
  /** Values that each of its properties is tried with at most. */
  readonly mostRuns: number;
  readonly passed: Readonly<Record<string, readonly number[]>>;
}

/** What was seen when every test ran once, without a mutant. */
export interface Notes {
  /** Of all that was run. */
  readonly digest: string;
  /** The test files. */
  readonly files: readonly string[];
  readonly tests: readonly NotedTest[];
  /** Passed while files were loaded: such a mutant needs a process of its own. */
  readonly loading: Ready['passed'];
  readonly imports: Ready['imports'];
}

const notesFile = join(mutantsFolder, 'notes.json');
const mostMs = 600_000;

/** What needs more values than this to be noticed is as good as not noticed, unless the test itself wants more. */
const fewRuns = 100;
const allRuns = 1e9;

/**
 * Runs every test of these files once and writes down what it passes; what was written down for the same files stands.
 * @throws Error if a test fails: no mutant can be judged by it
 */
export async function noted(files: readonly string[], temporary: string, say: (line: string) => void): Promise<Notes> {
  const digest = digestOf([...judgeFiles(), ...files]);
  const known = await readFile(notesFile, 'utf8').then(JSON.parse, () => undefined);
  if (known?.digest === digest) return known;
  say('every test once, without a mutant');
  const worker = await openWorker({ noting: true, tests: files }, temporary);
  if (worker === undefined) throw new Error('The tests of the judge cannot be loaded; see above.');
  const tests: NotedTest[] = [];
  for (const [test, { file, name }] of worker.ready.tests.entries()) {
    const run = (mostRuns: number) => worker.run({ test, limitMs: mostMs, mostRuns });
    const few = await run(fewRuns);
    const answer = few?.failure === undefined ? few : await run(allRuns);
    if (answer === undefined)
      throw new Error(`${file}: "${name}" took more than ${mostMs / 1000} s or ended its process.`);
    if (answer.failure !== undefined) throw new Error(`${file}: "${name}" fails without a mutant: ${answer.failure}`);
    const { ms, rounds, passed } = answer;
    tests.push({ file, name, ms, rounds, mostRuns: few === answer ? fewRuns : allRuns, passed });
  }
  await worker.end();
  const notes: Notes = { digest, files, tests, loading: worker.ready.passed, imports: worker.ready.imports };
  await mkdir(mutantsFolder, { recursive: true });
  await writeFile(notesFile, JSON.stringify(notes));
  return notes;
}

/** How many imports lead from each file to the given one; files from which none does are not in it. */
export function distancesTo(file: string, imports: Notes['imports']): Map<string, number> {
  const distances = new Map([[file, 0]]);
  for (const [reached, distance] of distances) {
    for (const [from, to] of Object.entries(imports)) {
      if (to.includes(reached) && !distances.has(from)) distances.set(from, distance + 1);
    }
  }
  return distances;
}
