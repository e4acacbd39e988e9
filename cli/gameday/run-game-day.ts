import { relative } from 'node:path';
import { durationText } from '../../kernel/duration.ts';
import { realTime, type Time } from '../../kernel/pause.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import type { RunEnd } from '../run/judge-trial.ts';
import { runPhases } from '../run/phases.ts';
import type { RunOptions } from '../run/run-options.ts';
import { explain } from '../terminal/explain.ts';
import type { GameDay } from './game-day-file.ts';
import { type Result, summary, worst } from './results.ts';

/** Who knows the experiments of a game day. */
export interface Player {
  /** @throws UsageError if an experiment is wrong */
  readonly check: (experiment: string) => Promise<unknown>;
  readonly run: (experiment: string, options: RunOptions, signal: AbortSignal) => Promise<RunEnd>;
  /** Whether all others need that an experiment could be run. @default none */
  readonly isNeeded?: (experiment: string) => boolean;
}

/** What a game day acts with; replaced in tests. */
export interface GameDayTools extends Pick<Player, 'run' | 'isNeeded'> {
  readonly time: Time;
  readonly print: (text: string) => void;
}

/** Options of all experiments of a game day. */
export type GameDayOptions = Omit<RunOptions, 'sabotage'>;

/**
 * Runs experiments one after another on one LocalStack, which is started and stopped here unless it runs already, and prints a
 * table of what came of each, also after an interruption.
 * @returns the worst exit code: 1 if a claim is broken, else 3 if one could not be run, else 2 if one is inconclusive
 * @throws UsageError before anything is started if an experiment is wrong; the signal's reason after an interruption
 */
export async function runGameDay(
  day: GameDay,
  options: GameDayOptions,
  signal: AbortSignal,
  { check, ...player }: Player,
): Promise<number> {
  for (const { experiment } of day.experiments) await check(experiment);
  const engine = openEngine(options);
  const { running } = await engine.status();
  try {
    if (!running) {
      const start = {
        title: 'Start LocalStack for all',
        putsBack: true,
        run: (report: (line: string) => void) => engine.up(report, signal).then(() => undefined),
      };
      await runPhases([start], [], signal);
    }
    return await runAll(day, options, signal, {
      ...player,
      time: realTime,
      print: (text) => process.stdout.write(text),
    });
  } finally {
    if (!running && options.keep !== true) await runPhases([{ title: 'Stop LocalStack', run: () => engine.down() }]);
  }
}

/** The experiments themselves. See {@link runGameDay}. */
export async function runAll(
  day: GameDay,
  options: GameDayOptions,
  signal: AbortSignal,
  { run, isNeeded = () => false, time, print }: GameDayTools,
): Promise<number> {
  const planned = day.experiments.map(({ experiment }) => experiment);
  const results: Result[] = [];
  try {
    for (const [index, { experiment, ...given }] of day.experiments.entries()) {
      if (index > 0 && day.pause > 0) {
        print(`\nPause of ${durationText(day.pause)}\n`);
        await time.pause(day.pause, signal);
      }
      print(`\n${index + 1} of ${planned.length}: ${experiment}\n`);
      const startedAt = time.now();
      const { exitCode, where } = await outcome(
        () => run(experiment, { ...options, ...defined(given) }, signal),
        signal,
        print,
      );
      results.push({ experiment, exitCode, tookMs: time.now() - startedAt, where });
      signal.throwIfAborted();
      if (exitCode !== 0 && day['on-failure'] === 'stop') break;
      if (exitCode === 3 && isNeeded(experiment)) break;
    }
  } finally {
    print(`\n${day.title}\n\n${summary(results, planned).join('\n')}\n`);
  }
  return worst(results);
}

/** An experiment that cannot be run must not keep the others from running, unless somebody wants an end. */
async function outcome(run: () => Promise<RunEnd>, signal: AbortSignal, print: GameDayTools['print']) {
  try {
    const { exitCode, runDir } = await run();
    return { exitCode, where: relative(process.cwd(), runDir) };
  } catch (error) {
    if (signal.aborted) return { exitCode: 130, where: '' };
    print(`${explain(error)}\n`);
    return { exitCode: 3, where: (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '' };
  }
}

function defined(given: Omit<GameDay['experiments'][number], 'experiment'>): Partial<RunOptions> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
