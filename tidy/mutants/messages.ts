/** A mutant: its file and its position in it. */
export interface MutantId {
  readonly file: string;
  readonly n: number;
}

/** What a worker is started with. */
export interface Order {
  /** Whether the code writes down which mutants it passes; none can be active then. */
  readonly noting: boolean;
  /** The test files to load. */
  readonly tests: readonly string[];
  /** Active from before the first file is loaded on. */
  readonly active?: MutantId | undefined;
}

/** What a worker says when its tests are loaded. */
export interface Ready {
  readonly tests: readonly { readonly file: string; readonly name: string }[];
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Mutants, by file, that were passed while files were loaded and tests defined. */
  readonly passed: Readonly<Record<string, readonly number[]>>;
}

/** One test, with a mutant or without. */
export type Ask = 'end' | AskTest;

/** Which test, how long it may take, how often its loops may go round, and how many values its properties are tried with at most. */
export interface AskTest {
  readonly mutant?: MutantId | undefined;
  readonly test: number;
  readonly limitMs: number;
  readonly mostRounds?: number | undefined;
  readonly mostRuns: number;
}

/** How the test went. */
export interface Answer {
  readonly failure?: string | undefined;
  /** Whether it was stopped. */
  readonly late: boolean;
  readonly ms: number;
  readonly cpuMs: number;
  readonly rounds: number;
  /** Mutants, by file, that the test passed. */
  readonly passed: Readonly<Record<string, readonly number[]>>;
}
