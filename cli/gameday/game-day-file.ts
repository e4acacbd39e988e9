import * as z from 'zod';
import { explainIssue } from '../../experiment/file/explain.ts';
import { vocabulary } from '../../experiment/file/vocabulary.ts';
import { parseYaml, readText } from '../../experiment/file/yaml-file.ts';
import { durationSchema } from '../../kernel/duration.ts';

const name = z.string().min(1);

const entrySchema = z.union(
  [
    name.transform((experiment) => ({ experiment })),
    z.strictObject({
      experiment: name,
      count: z.number().int().min(1).optional(),
      seed: z.number().int().min(0).optional(),
      sabotage: name.optional(),
    }),
  ],
  { error: 'expected the name of an experiment, or experiment with count, seed or sabotage' },
);

const gameDaySchema = z.strictObject({
  title: z.string().min(1),
  /** Between one experiment and the next. */
  pause: durationSchema.default(0),
  /** What follows an experiment that does not pass. */
  'on-failure': z.enum(['go-on', 'stop']).default('go-on'),
  experiments: z.array(entrySchema).min(1),
});

/** A list of experiments to run one after another. */
export type GameDay = z.output<typeof gameDaySchema>;

const kind = {
  what: 'game day',
  holds: 'a title and experiments',
  hint: 'Such as { title: A bad day, experiments: [one, another] }.',
};

/** Whether an argument of `./lab gameday` names a list, and not an experiment: by what the file holds. */
export async function isGameDay(path: string): Promise<boolean> {
  if (!/\.ya?ml$/.test(path)) return false;
  const { value } = parseYaml(await readText(path, kind.what), path, kind);
  return typeof value === 'object' && value !== null && 'experiments' in value;
}

/** Reads a list of experiments. @throws UsageError that names each mistake and its line */
export async function readGameDay(path: string): Promise<GameDay> {
  const file = parseYaml(await readText(path, kind.what), path, kind);
  const parsed = gameDaySchema.safeParse(file.value);
  if (parsed.success) return parsed.data;
  const words = () => vocabulary(gameDaySchema);
  throw file.refuse(parsed.error.issues.flatMap((issue) => explainIssue(issue, file.value, words)));
}
