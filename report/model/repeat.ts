import type { Manifest } from '../../run/run-files.ts';

/** The command that repeats a run: the one it was started by, or of a game day its own part. */
export function repeatOf({ command, experiment, seed }: Manifest): string {
  if (!/^\S+ gameday\b/.test(command) || experiment.name === undefined) return command;
  return `./lab run ${experiment.name} --seed ${seed}`;
}
