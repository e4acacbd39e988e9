import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../../kernel/usage-error.ts';
import type { GameDay } from '../gameday/game-day-file.ts';
import { gameDayOf, type Wishes } from '../gameday/game-day-of.ts';
import { type GameDayOptions, type Player, runGameDay } from '../gameday/run-game-day.ts';
import type { RunEnd } from '../run/judge-trial.ts';
import { runTrial } from '../run/run-trial.ts';
import { type Foreign, openForeign, readForeignExperiment, trialOf } from './foreign.ts';

/** Runs without faults, in this order: with their ends those of all others are compared. */
export const calm = ['calm-alone', 'calm-together'] as const;

/**
 * Runs somebody's app from nothing to verdicts: twice without faults, then under its experiments, each on a fresh deployment.
 * @param names those that are meant, or a list of them; none: all of the folder `faultline`
 * @returns the worst exit code: 1 where a run fails, else 3 where one could not be run, else 2 where one could not be judged, else 0
 */
export async function runForeign(
  names: readonly string[],
  wishes: Wishes,
  options: GameDayOptions,
  signal: AbortSignal,
): Promise<number> {
  const foreign = await openForeign();
  const known = experimentsIn(foreign.root);
  const day = await gameDayOf(names, wishes, () => known);
  refuseUnknown(day, known);
  const others = day.experiments.filter(({ experiment }) => !isCalm(experiment));
  const experiments = [...calm.map((experiment) => ({ experiment })), ...others];
  return runGameDay({ ...day, experiments }, options, signal, playerOf(foreign, experiments.at(-1)?.experiment));
}

const isCalm = (name: string) => calm.some((one) => one === name);

/** @param last what may be kept */
function playerOf(foreign: Foreign, last: string | undefined): Player {
  const ends: { readonly name: string; readonly end: RunEnd }[] = [];
  return {
    check: (name) => readForeignExperiment(foreign, name),
    isNeeded: isCalm,
    async run(name, { keep = false, ...options }, signal) {
      const calmRuns = ends.filter((one) => isCalm(one.name)).map(({ end }) => end.runDir);
      const trial = trialOf(foreign, name, await readForeignExperiment(foreign, name));
      const compared = { ...trial, calmRuns: async () => calmRuns };
      const end = await runTrial(compared, { ...options, keep: keep && name === last }, signal);
      ends.push({ name, end });
      return end;
    },
  };
}

/** The names of the experiments of an app. @throws UsageError where there is nothing to compare with */
function experimentsIn(root: string): string[] {
  const found = globSync('*.yaml', { cwd: join(root, 'faultline') })
    .map((file) => basename(file, '.yaml'))
    .sort();
  const missing = calm.find((name) => !found.includes(name));
  if (missing === undefined) return found;
  throw new UsageError(`there is no faultline/${missing}.yaml: nothing could be compared with it`, {
    hint: 'Write it with: npx faultline init',
  });
}

function refuseUnknown({ experiments }: GameDay, known: readonly string[]): void {
  for (const { experiment, ...own } of experiments) {
    if (!known.includes(experiment)) {
      throw new UsageError(`there is no experiment "${experiment}" in faultline/`, {
        hint: `There are: ${known.join(', ')}`,
      });
    }
    const [extra] = Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    if (extra === undefined) continue;
    throw new UsageError(`${experiment} has a ${extra} of its own, but is compared with calm runs of the same input`, {
      hint: `Leave it away; npx faultline run takes --count and --seed for all.`,
    });
  }
}
