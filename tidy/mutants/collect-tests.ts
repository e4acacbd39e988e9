import { join } from 'node:path';
import { getState, resetState } from 'jest-circus';
import { root } from '../repository.ts';

type Block = ReturnType<typeof getState>['rootDescribeBlock'];
type Hook = Block['hooks'][number];

/** A test, ready to run alone. */
export interface CollectedTest {
  readonly file: string;
  /** Its title after those of what it is in. */
  readonly name: string;
  run(): unknown;
}

/** The tests of a file and what must follow them. */
export interface CollectedFile {
  readonly tests: readonly CollectedTest[];
  end(): Promise<void>;
}

/** Loads a test file, defines its tests and does what it does before all of them. @throws what the file throws */
export async function collectTests(file: string): Promise<CollectedFile> {
  resetState();
  await import(join(root, file));
  const top = getState().rootDescribeBlock;
  const tests: CollectedTest[] = [];
  const last: Hook[] = [];
  const collect = async (block: Block, titles: readonly string[]) => {
    for (const { type, fn } of block.hooks) {
      if (type === 'beforeAll') await call(fn);
      if (type.endsWith('Each')) throw new Error(`${file} has a hook ${type}, which is not run here.`);
    }
    last.push(...block.hooks.filter(({ type }) => type === 'afterAll'));
    for (const child of block.children) {
      const path = [...titles, child.name];
      if (child.type === 'describeBlock') await collect(child, path);
      else if (child.mode !== 'skip') tests.push({ file, name: path.join(' > '), run: () => call(child.fn) });
    }
  };
  await collect(top, []);
  return {
    tests,
    end: async () => {
      for (const { fn } of last) await call(fn);
    },
  };
}

function call(fn: unknown): unknown {
  return (fn as (() => unknown) | undefined)?.();
}
