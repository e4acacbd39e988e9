import { durationSchema } from '../../kernel/duration.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { type GameDay, isGameDay, readGameDay } from './game-day-file.ts';

/** What the command line says of a game day, before what its list says. */
export interface Wishes {
  readonly pause?: string | undefined;
  readonly stopOnFailure?: boolean | undefined;
}

/** The game day of a list, of experiments by name, or, of nothing, of all. @throws UsageError if there is both, or a mistake in either */
export async function gameDayOf(
  names: readonly string[],
  { pause, stopOnFailure }: Wishes,
  all: () => readonly string[],
): Promise<GameDay> {
  const lists: string[] = [];
  for (const name of names) if (await isGameDay(name)) lists.push(name);
  const [list] = lists;
  if (list !== undefined && names.length > 1) {
    throw new UsageError(`${list} is a list of experiments, and so stands alone; got ${names.length} arguments`, {
      hint: 'Name one list, or experiments only.',
    });
  }
  const day = list === undefined ? dayOf(names.length > 0 ? names : all()) : await readGameDay(list);
  return {
    ...day,
    ...(pause !== undefined && { pause: parsed(pause) }),
    ...(stopOnFailure === true && { 'on-failure': 'stop' as const }),
  };
}

function dayOf(names: readonly string[]): GameDay {
  const experiments = names.map((experiment) => ({ experiment }));
  return { title: 'Game day', pause: 0, 'on-failure': 'go-on', experiments };
}

function parsed(text: string): number {
  const duration = durationSchema.safeParse(text);
  if (duration.success) return duration.data;
  throw new UsageError(`--pause ${text}: expected a duration such as 500ms, 20s or 2m`);
}
