import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fate } from './hunt.ts';
import { digestOf, mutantsFolder } from './judge.ts';
import type { MutantId } from './messages.ts';

const resultsFile = join(mutantsFolder, 'results.jsonl');

interface Line extends Fate {
  readonly id: MutantId;
  /** Digest of what the fate follows from. */
  readonly of: string;
}

/**
 * The fates that are known, on the disk from one run to the next. A killed mutant stays so while its file and the test file
 * that killed it stay; one that survived is tried again when anything of the judge or of its tests has changed.
 */
export class Results {
  readonly #fates: ReadonlyMap<string, Line>;
  readonly #whole: string;

  private constructor(fates: ReadonlyMap<string, Line>, whole: string) {
    this.#fates = fates;
    this.#whole = whole;
  }

  /** @param whole digest of the judge and its tests */
  static async open(whole: string): Promise<Results> {
    await mkdir(mutantsFolder, { recursive: true });
    const text = await readFile(resultsFile, 'utf8').catch(() => '');
    // The last line may be cut off.
    const lines = text.split('\n').slice(0, -1);
    return new Results(
      new Map(lines.map((line) => JSON.parse(line) as Line).map((line) => [nameOf(line.id), line])),
      whole,
    );
  }

  /** The fate of a mutant, if what it follows from is as it was. */
  of(id: MutantId): Fate | undefined {
    const known = this.#fates.get(nameOf(id));
    return known !== undefined && known.of === this.#digest(id, known) ? known : undefined;
  }

  async add(id: MutantId, fate: Fate): Promise<void> {
    const line: Line = { id, ...fate, of: this.#digest(id, fate) };
    await appendFile(resultsFile, `${JSON.stringify(line)}\n`);
  }

  #digest({ file }: MutantId, { by }: Fate): string {
    return by === undefined ? this.#whole : digest(file) + digest(by.file);
  }
}

function nameOf({ file, n }: MutantId): string {
  return `${file}#${n}`;
}

const digests = new Map<string, string>();

function digest(file: string): string {
  const known = digests.get(file) ?? digestOf([file]);
  digests.set(file, known);
  return known;
}
