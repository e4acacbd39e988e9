import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../kernel/usage-error.ts';
import { Interrupted } from '../terminal/interrupt.ts';
import type { GameDay } from './game-day-file.ts';
import { type GameDayTools, runAll } from './run-game-day.ts';

const day = (changes: Partial<GameDay> = {}): GameDay => ({
  title: 'A bad day',
  pause: 30_000,
  'on-failure': 'go-on',
  experiments: [{ experiment: 'one' }, { experiment: 'two', count: 5, sabotage: 'oversell' }, { experiment: 'three' }],
  ...changes,
});

describe('a game day', () => {
  it('runs every experiment with a pause in between, and goes on after one that fails', async () => {
    const { doings, printed, play } = stage({ one: 1, two: 0, three: 2 });
    expect(await play(day())).toBe(1);
    expect(doings).toEqual([
      'run one {"port":4666}',
      'pause 30000',
      'run two {"port":4666,"count":5,"sabotage":"oversell"}',
      'pause 30000',
      'run three {"port":4666}',
    ]);
    expect(printed()).toContain('1 of 3 experiments passed');
  });

  it('stops at the first that does not pass, if that is wanted', async () => {
    const { doings, printed, play } = stage({ one: 2, two: 0, three: 0 });
    expect(await play(day({ 'on-failure': 'stop' }))).toBe(2);
    expect(doings).toHaveLength(1);
    expect(printed()).toMatch(/two +not begun/);
  });

  it('goes on after one that cannot be run, and says why', async () => {
    const { play, printed } = stage({ one: new UsageError('no LocalStack'), two: 0, three: 0 });
    expect(await play(day())).toBe(3);
    expect(printed()).toMatch(/one +not run .*no LocalStack/);
    expect(printed()).toContain('2 of 3 experiments passed');
  });

  it('goes no further without one that all others need', async () => {
    const { doings, play } = stage(
      { one: new UsageError('no app'), two: 0, three: 0 },
      undefined,
      (name) => name === 'one',
    );
    expect(await play(day())).toBe(3);
    expect(doings).toEqual(['run one {"port":4666}']);
  });

  it('ends at once when it is interrupted, and still says what came of those that ran', async () => {
    const interrupt = new AbortController();
    const { doings, printed, play } = stage({ one: 0, two: 0, three: 0 }, () =>
      interrupt.abort(new Interrupted('SIGINT')),
    );
    await expect(play(day(), interrupt.signal)).rejects.toThrow('interrupted by SIGINT');
    expect(doings).toEqual(['run one {"port":4666}', 'pause 30000']);
    expect(printed()).toMatch(/one +pass/);
    expect(printed()).toMatch(/three +not begun/);
  });

  it('says which experiment was interrupted', async () => {
    const interrupt = new AbortController();
    const { printed, play } = stage({ one: new Interrupted('SIGINT'), two: 0, three: 0 });
    interrupt.abort(new Interrupted('SIGINT'));
    await expect(play(day(), interrupt.signal)).rejects.toThrow('interrupted by SIGINT');
    expect(printed()).toMatch(/one +interrupted/);
    expect(printed()).toMatch(/two +not begun/);
  });
});

function stage(
  ends: Readonly<Record<string, number | Error>>,
  onPause: () => void = () => undefined,
  isNeeded: (name: string) => boolean = () => false,
) {
  const doings: string[] = [];
  let text = '';
  const tools: GameDayTools = {
    isNeeded,
    async run(experiment, options) {
      doings.push(`run ${experiment} ${JSON.stringify(options)}`);
      const end = ends[experiment];
      if (end instanceof Error) throw end;
      return { exitCode: end ?? 0, runDir: `runs/${experiment}/now` };
    },
    time: {
      now: () => 0,
      async pause(ms, signal) {
        doings.push(`pause ${ms}`);
        onPause();
        signal?.throwIfAborted();
      },
    },
    print: (line) => {
      text += line;
    },
  };
  const play = (of: GameDay, signal = new AbortController().signal) => runAll(of, { port: 4666 }, signal, tools);
  return { doings, printed: () => text, play };
}
