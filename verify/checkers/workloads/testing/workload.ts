import type { HistoryEvent, Key } from '../../../history/event.ts';
import type { Draw } from '../../../testing/mutants/draw.ts';
import type { Checker } from '../../../verdict/checker.ts';

/** An operation of a made-up history, from when to when. */
export interface Done {
  readonly process: string;
  readonly f: string;
  readonly key?: Key;
  readonly input?: unknown;
  readonly output?: unknown;
  /** What its end tells beside the value. */
  readonly correlation?: HistoryEvent['correlation'];
  readonly type: 'ok' | 'fail' | 'info';
  readonly began: number;
  readonly ended: number;
}

/** What a client asks for next. */
export type Asked = Pick<Done, 'f' | 'key' | 'input'>;

/** The object refuses: it surely did not happen. */
export const refused = Symbol('refused');

/** A real object that clients drive: valid histories are what it answers. */
export interface LiveWorkload {
  /** @param n how many operations were asked for before */
  readonly ask: (draw: Draw, n: number, process: string) => Asked;
  /** Do it and answer the value of the `ok`, or `refused`. */
  readonly apply: (asked: Asked, process: string) => unknown;
  /** What is asked for at the end, when nothing else is under way. */
  readonly last?: readonly Asked[];
}

/** A violation to plant behind a valid history. */
export interface WorkloadMutant {
  readonly name: string;
  readonly caughtBy: string;
  /** What is said of the key. */
  readonly says: RegExp;
  readonly options?: Readonly<Record<string, unknown>>;
  /** One after the other, unless `atOnce`. */
  readonly steps: readonly (Asked &
    Partial<Pick<Done, 'output' | 'type' | 'process' | 'correlation'>> & {
      /** When it begins and ends, where it is not after the one before. */
      readonly at?: number;
      readonly until?: number;
    })[];
  readonly atOnce?: true;
}

/** A checker with what it is proven on. */
export interface Workload {
  readonly checker: Checker;
  readonly create: () => LiveWorkload;
}

/** Events in the order of their times. */
export function historyOf(done: readonly Done[]): HistoryEvent[] {
  const events = done.flatMap(({ process, f, key, input, output, type, began, ended, correlation }) => {
    const about = { process, f, ...(key !== undefined && { key }) };
    return [
      { ...about, at: began, type: 'invoke' as const, value: input },
      { ...about, at: ended, type, value: type === 'ok' ? output : input, ...(correlation && { correlation }) },
    ];
  });
  return events.sort((a, b) => a.at - b.at).map(({ at, ...event }, index) => ({ index, time: at, ...event }));
}

const processes = 3;

/** A history of clients that each do one thing after the other, all at once; each takes effect at one moment. */
export function liveHistory({ create }: Workload, draw: Draw, size: number): Done[] {
  const live = create();
  const clocks = Array.from({ length: processes }, (_, n) => ({ name: `p${n}`, now: draw(0, 9) + n / 10 }));
  const asked = Array.from({ length: size }, (_, n) => {
    const clock = clocks[draw(0, processes - 1)] as (typeof clocks)[number];
    const began = clock.now;
    const ended = began + draw(1, 12);
    clock.now = ended + draw(0, 3) + 0.01;
    const { name } = clock;
    const chance = draw(0, 9);
    if (chance === 0) clock.name = `${name}'`;
    return { n, process: name, began, ended, at: began + (ended - began) * (draw(1, 9) / 10), chance };
  });
  const latest = Math.max(0, ...clocks.map(({ now }) => now)) + 20;
  const done = asked
    .sort((a, b) => a.at - b.at)
    .map(({ n, process, began, ended, chance }): Done => {
      const what = live.ask(draw, n, process);
      const outcome = chance === 1 || (chance === 0 && draw(0, 1) === 0) ? refused : live.apply(what, process);
      const type = chance === 0 ? 'info' : outcome === refused ? 'fail' : 'ok';
      return { ...what, process, began, ended, type, ...(type === 'ok' && { output: outcome }) };
    });
  const last = (live.last ?? []).map((what, n): Done => {
    return {
      ...what,
      process: 'last',
      began: latest + 2 * n,
      ended: latest + 2 * n + 1,
      type: 'ok',
      output: live.apply(what, 'last'),
    };
  });
  return [...done, ...last];
}

/** The operations of a mutant, behind all others. */
export function planted({ steps, atOnce }: WorkloadMutant, after: readonly Done[]): Done[] {
  const start = Math.max(0, ...after.map(({ ended }) => ended)) + 1;
  const more = steps.map(({ at, until, ...step }, n): Done => {
    const began = start + (at ?? (atOnce ? n / 10 : 2 * n));
    return {
      type: 'ok',
      process: `planted-${n}`,
      ...step,
      began,
      ended: until === undefined ? began + 1 : start + until,
    };
  });
  return [...after, ...more];
}
