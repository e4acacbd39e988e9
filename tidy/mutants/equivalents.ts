import { parse } from 'yaml';
import * as z from 'zod';
import { read } from '../repository.ts';
import { type FileMutant, inWords } from './mutants.ts';

const listSchema = z.record(
  z.string(),
  z.array(
    z.strictObject({
      line: z.string().describe('The line that the mutants begin on, without the space around it.'),
      mutants: z.array(z.string()).min(1).describe('As they are told of survivors.'),
      why: z.string().min(10).describe('Why no history can tell the difference.'),
    }),
  ),
);

/** Where mutants are listed that no test can kill, each with its reason. */
const equivalentsFile = 'tidy/mutants/equivalents.yaml';

/** Mutants that change nothing, by their file, their line and their words. */
export class Equivalents {
  readonly #unused: Set<string>;
  readonly #listed: ReadonlySet<string>;

  private constructor(listed: ReadonlySet<string>) {
    this.#listed = listed;
    this.#unused = new Set(listed);
  }

  /** @throws ZodError */
  static read(): Equivalents {
    const list = listSchema.parse(parse(read(equivalentsFile)) ?? {});
    return new Equivalents(
      new Set(
        Object.entries(list).flatMap(([file, entries]) =>
          entries.flatMap(({ line, mutants }) => mutants.map((words) => entryOf(file, line, words))),
        ),
      ),
    );
  }

  has(mutant: FileMutant): boolean {
    const entry = entryOf(mutant.file, mutant.text, inWords(mutant));
    this.#unused.delete(entry);
    return this.#listed.has(entry);
  }

  /** Entries that were asked for by no mutant so far. */
  unused(): string[] {
    return [...this.#unused];
  }
}

function entryOf(file: string, line: string, words: string): string {
  return `${file}: ${line}: ${words}`;
}
