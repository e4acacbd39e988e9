import * as z from 'zod';
import { inWords } from '../../kernel/in-words.ts';
import { labCommand } from '../../kernel/project.ts';
import { nameSchema } from '../probes/name-schema.ts';

const optionsSchema = z
  .record(z.string(), z.union([z.number(), z.string()]))
  .describe(`What is set of it, by name: numbers, and times such as 30s. ${labCommand} check --help lists them.`);

/** An invariant by its name, or with what is to be set of it. Which options it takes, the judge knows. */
export const invariantSchema = z.union([nameSchema, z.strictObject({ name: nameSchema, options: optionsSchema })], {
  error: 'expected the name of an invariant, or { name, options }',
});

export type InvariantChoice = z.output<typeof invariantSchema>;

/** Its name. */
export function invariantName(choice: InvariantChoice): string {
  return typeof choice === 'string' ? choice : choice.name;
}

/** `bounded-age (maxAgeMs 30s)`. */
export function invariantInWords(choice: InvariantChoice): string {
  if (typeof choice === 'string') return choice;
  const set = inWords(choice.options);
  return set === '' ? choice.name : `${choice.name} (${set})`;
}
