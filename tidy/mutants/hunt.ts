import type { MutantId } from './messages.ts';
import { distancesTo, type NotedTest, type Notes } from './notes.ts';
import { openWorker, type Worker } from './open-worker.ts';

/** What became of a mutant. `late`: a test ran much longer with it than without. */
export interface Fate {
  readonly fate: 'killed' | 'late' | 'survived' | 'untested';
  /** The test that saw it: its file and its name. */
  readonly by?: { readonly file: string; readonly name: string } | undefined;
}

type Usual = Pick<NotedTest, 'ms' | 'rounds' | 'mostRuns'>;

/** Test files that are tried first with a mutant that needs a process of its own. */
const nearest = 4;

/** Hunts the mutants of one file after the other: one warm process for all that can share one. */
export class Hunter {
  readonly #notes: Notes;
  readonly #temporary: string;
  #worker: Worker | undefined;
  /** How many mutants of a file each test has killed: who killed one kills the next. */
  #kills = new Map<number, number>();
  #file = '';

  constructor(notes: Notes, temporary: string) {
    this.#notes = notes;
    this.#temporary = temporary;
  }

  /** Runs tests with a mutant until one sees it. */
  async hunt(mutant: MutantId): Promise<Fate> {
    if (mutant.file !== this.#file) {
      await this.check();
      this.#kills = new Map();
      this.#file = mutant.file;
    }
    const { tests, loading } = this.#notes;
    const passing = [...tests.keys()].filter((test) => tests[test]?.passed[mutant.file]?.includes(mutant.n));
    const isLoading = loading[mutant.file]?.includes(mutant.n) === true;
    for (const test of this.#promisingFirst(passing)) {
      this.#worker ??= await this.#open();
      const seen = await this.#run(this.#worker, mutant, test, tests[test]);
      if (seen === 'lost') this.#worker = undefined;
      if (seen === undefined) continue;
      this.#kills.set(test, (this.#kills.get(test) ?? 0) + 1);
      const { file = '', name = '' } = tests[test] ?? {};
      return { fate: seen === 'killed' ? 'killed' : 'late', by: { file, name } };
    }
    if (isLoading) return this.#alone(mutant);
    return { fate: passing.length === 0 ? 'untested' : 'survived' };
  }

  /**
   * Sees whether the tests that killed still pass without a mutant.
   * @throws Error if one does not: then something outlived a mutant, and what followed is no kill
   */
  async check(): Promise<void> {
    if (this.#worker === undefined) return;
    const { tests } = this.#notes;
    const cheapest = [...this.#kills.keys()].sort((a, b) => (tests[a]?.ms ?? 0) - (tests[b]?.ms ?? 0)).slice(0, 5);
    for (const test of cheapest) {
      const answer = await this.#worker.run({ test, limitMs: 60_000, mostRuns: tests[test]?.mostRuns ?? 100 });
      if (answer?.failure === undefined) continue;
      throw new Error(`"${tests[test]?.name}" fails after mutants of ${this.#file}: ${answer.failure}`);
    }
  }

  async end(): Promise<void> {
    await this.#worker?.end();
  }

  #promisingFirst(passing: readonly number[]): number[] {
    const cost = (test: number) => (this.#notes.tests[test]?.ms ?? 0) / (1 + 10 * (this.#kills.get(test) ?? 0));
    return [...passing].sort((a, b) => cost(a) - cost(b));
  }

  async #open(): Promise<Worker> {
    const worker = await openWorker({ noting: false, tests: this.#notes.files }, this.#temporary);
    if (worker === undefined) throw new Error('The tests of the judge cannot be loaded; see above.');
    return worker;
  }

  /** @returns `lost` where the process did not live to tell */
  async #run(
    worker: Worker,
    mutant: MutantId | undefined,
    test: number,
    usual: Usual | undefined,
    patience = 1,
  ): Promise<'killed' | 'late' | 'lost' | undefined> {
    const { ms, rounds, mostRuns } = usual ?? { ms: 1000, rounds: Number.POSITIVE_INFINITY, mostRuns: 100 };
    const limitMs = Math.round((2000 + 8 * ms) * patience);
    const answer = await worker.run({ mutant, test, limitMs, mostRounds: 100_000 + 8 * rounds, mostRuns });
    if (answer === undefined) return 'lost';
    // A machine that is busy with other things is no endless loop.
    const isBusy = answer.late && answer.ms >= limitMs && answer.cpuMs < limitMs / 2;
    if (isBusy && patience === 1) return this.#run(worker, mutant, test, usual, 4);
    if (answer.late) return 'late';
    return answer.failure === undefined ? undefined : 'killed';
  }

  /** Loads test files with the mutant active from the start, those nearest to it first. */
  async #alone(mutant: MutantId): Promise<Fate> {
    const distances = distancesTo(mutant.file, this.#notes.imports);
    const files = this.#notes.files
      .filter((file) => distances.has(file))
      .sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
    for (const some of [files.slice(0, nearest), files.slice(nearest)]) {
      if (some.length === 0) continue;
      const worker = await openWorker({ noting: false, tests: some, active: mutant }, this.#temporary);
      if (worker === undefined) return { fate: 'killed', by: { file: some[0] ?? '', name: 'while it is loaded' } };
      const { tests } = worker.ready;
      // A test that is there no more, or is another, was seen to be so.
      const expected = this.#notes.tests.filter(({ file }) => some.includes(file)).length;
      if (tests.length !== expected) {
        await worker.end();
        return { fate: 'killed', by: { file: some[0] ?? '', name: 'by the number of its tests' } };
      }
      const known = new Map(this.#notes.tests.map((test) => [`${test.file} ${test.name}`, test]));
      const usual = tests.map(({ file, name }) => known.get(`${file} ${name}`));
      for (const test of [...tests.keys()].sort((a, b) => (usual[a]?.ms ?? 0) - (usual[b]?.ms ?? 0))) {
        const seen = await this.#run(worker, undefined, test, usual[test]);
        if (seen === undefined) continue;
        await worker.end();
        return { fate: seen === 'killed' ? 'killed' : 'late', by: tests[test] };
      }
      await worker.end();
    }
    return { fate: 'survived' };
  }
}
