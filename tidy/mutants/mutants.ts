import { read } from '../repository.ts';
import { instrument, type Mutant } from './instrument.ts';

/** A mutant with the file that it is of. */
export interface FileMutant extends Mutant {
  readonly file: string;
  /** The line that it begins on, without the space around it. */
  readonly text: string;
}

/** Every mutant of the files, in their order. */
export function mutantsOf(files: readonly string[]): FileMutant[] {
  return files.flatMap((file) => {
    const source = read(file);
    const lines = source.split('\n');
    return instrument(file, source, false).mutants.map((mutant) => ({
      ...mutant,
      file,
      text: lines[mutant.line - 1]?.trim() ?? '',
    }));
  });
}

/** A mutant as people write it: `a < b -> a <= b`, and `return; ->` where a statement is left out. */
export function inWords({ code, becomes }: Pick<Mutant, 'code' | 'becomes'>): string {
  return `${code} -> ${becomes}`.trimEnd();
}
