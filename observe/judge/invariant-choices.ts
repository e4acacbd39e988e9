import * as z from 'zod';
import type { Manifest } from '../../run/run-files.ts';
import { optionsOf } from '../../verify/check/checker-options.ts';
import type { Checker } from '../../verify/verdict/checker.ts';

type Options = Readonly<Record<string, unknown>>;

const choiceSchema = z.union([
  z.string().transform((name) => ({ name, options: {} as Options })),
  z.object({ name: z.string(), options: z.record(z.string(), z.unknown()) }),
]);

/** The invariants that a run's experiment names, with what it sets of them. */
export function invariantChoices({ experiment }: Pick<Manifest, 'experiment'>): ReadonlyMap<string, Options> {
  const named = z.array(choiceSchema).safeParse(experiment.invariants).data ?? [];
  return new Map(named.map(({ name, options }) => [name, options]));
}

/** What a choice sets of its checker, in the checker's own units; undefined where it sets nothing. */
export function chosenOptions(checker: Checker, choices: ReadonlyMap<string, Options>): Options | undefined {
  const options = choices.get(checker.name) ?? {};
  return Object.keys(options).length === 0 ? undefined : optionsOf(checker, options);
}
