import { isDeepStrictEqual } from 'node:util';

/** A call as it is told: what was asked, by whom, and what was answered, if anything was. */
export interface ToldCall {
  readonly f: string;
  readonly process: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly isKnown: boolean;
}

/** An object by its definition: the states that a call may leave behind; none where its answer cannot be. */
export interface Reference {
  readonly initial: unknown;
  readonly after: (state: never, call: ToldCall) => readonly unknown[];
}

const given = (fits: boolean, ...states: readonly unknown[]): readonly unknown[] => (fits ? states : []);
const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);
const isNothing = (value: unknown): boolean => value === null || value === undefined;
const without = (values: readonly unknown[], place: number): unknown[] => values.filter((_, n) => n !== place);

const register = (state: unknown, { f, input, output, isKnown }: ToldCall): readonly unknown[] =>
  f === 'write' ? [input ?? null] : given(!isKnown || same(state, output ?? null), state);

/** @param next the places of which one may come out */
function bag(next: (values: readonly unknown[]) => readonly number[]): Reference {
  return {
    initial: [],
    after(values: readonly unknown[], { f, input, output, isKnown }) {
      if (f === 'enqueue') return [[...values, input]];
      if (isKnown && isNothing(output)) return given(values.length === 0, values);
      const places = next(values).filter((place) => !isKnown || same(values[place], output));
      return places.map((place) => without(values, place));
    },
  };
}

/** @param mayAcquire whether who holds it so often may acquire it once more */
function lock(mayAcquire: (times: number) => boolean): Reference {
  return {
    initial: { owner: undefined, times: 0 },
    after({ owner, times }: { owner: unknown; times: number }, { f, input, process }) {
      const who = input ?? process;
      const isHolder = times > 0 && same(owner, who);
      if (f === 'release') return given(isHolder, { owner, times: times - 1 });
      return given(times === 0 || (isHolder && mayAcquire(times)), { owner: who, times: times + 1 });
    },
  };
}

/** One that nobody knows is any of these: all that the small histories hold. */
const tokens = [1, 2, 3, 4];

/** Of each model that comes with the judge. */
export const references: Readonly<Record<string, Reference>> = {
  register: { initial: null, after: register },
  'cas-register': {
    initial: null,
    after(state: unknown, call) {
      if (call.f !== 'cas') return register(state, call);
      const [expected, next] = call.input as [unknown, unknown];
      const isRefused = call.isKnown && call.output === false;
      return given(same(state, expected) !== isRefused, isRefused ? state : next);
    },
  },
  kv: {
    initial: '',
    after(state: string, { f, input, output, isKnown }) {
      if (f === 'get') return given(!isKnown || state === output, state);
      return [f === 'put' ? input : `${state}${input}`];
    },
  },
  queue: bag((values) => (values.length > 0 ? [0] : [])),
  'unordered-queue': bag((values) => [...values.keys()]),
  'priority-queue': bag((values) => {
    const least = values.reduce((a, b) => ((b as number) < (a as number) ? b : a), values[0]);
    return values.length > 0 ? [values.indexOf(least)] : [];
  }),
  set: {
    initial: [],
    after(values: readonly unknown[], { f, input, output, isKnown }) {
      const isThere = values.some((value) => same(value, input));
      if (f === 'add') return [isThere ? values : [...values, input]];
      if (f === 'remove') return [values.filter((value) => !same(value, input))];
      if (!isKnown) return [values];
      if (f === 'contains') return given(output === isThere, values);
      const found = output as readonly unknown[];
      const holds = (some: readonly unknown[], all: readonly unknown[]): boolean =>
        some.every((one) => all.some((other) => same(one, other)));
      return given(holds(found, values) && holds(values, found), values);
    },
  },
  counter: {
    initial: 0n,
    after(sum: bigint, { f, input, output, isKnown }) {
      if (f === 'add') return [sum + BigInt(input as number)];
      return given(!isKnown || BigInt(output as number) === sum, sum);
    },
  },
  lease: {
    initial: { given: 0, written: 0 },
    after(state: { given: number; written: number }, { f, input, output, isKnown }) {
      if (f === 'acquire' && !isKnown)
        return tokens.filter((token) => token > state.given).map((given) => ({ ...state, given }));
      if (f === 'acquire') return given((output as number) > state.given, { ...state, given: output });
      const token = input as number;
      if (isKnown && output === false) return given(token < state.written, state);
      return given(token >= state.written && token <= state.given, { ...state, written: token });
    },
  },
  mutex: { initial: false, after: (held: boolean, { f }) => given((f === 'acquire') !== held, !held) },
  'owner-mutex': lock(() => false),
  'reentrant-mutex': lock(() => true),
  'semaphore:2': {
    initial: 2,
    after(free: number, { f, input }) {
      const left = free + (f === 'acquire' ? -1 : 1) * Number(input ?? 1);
      return given(left >= 0 && left <= 2, left);
    },
  },
  'multi-register': {
    initial: [],
    after(registers: readonly (readonly [unknown, unknown])[], { input, output, isKnown }) {
      let held = new Map(registers);
      for (const [f, key, value = null] of (output ?? input) as [string, unknown, unknown][]) {
        if (f === 'w' || f === 'write') held = new Map([...held, [key, value]]);
        else if (!isKnown || (f === 'read' && value === null)) continue;
        else if (!same(held.get(key) ?? null, value)) return [];
      }
      return [[...held]];
    },
  },
};

interface World {
  readonly state: unknown;
  readonly open: readonly ToldCall[];
}

/** Whether calls one after the other may be so; what nobody knows the outcome of takes effect at any later time, or never. */
export function isPossible({ initial, after }: Reference, calls: readonly ToldCall[]): boolean {
  let worlds: readonly World[] = [{ state: initial, open: [] }];
  for (const call of calls) {
    worlds = call.isKnown
      ? worlds
          .flatMap(later)
          .flatMap(({ state, open }) => after(state as never, call).map((next) => ({ state: next, open })))
      : worlds.map(({ state, open }) => ({ state, open: [...open, call] }));
  }
  return worlds.length > 0;

  function later(world: World): readonly World[] {
    const more = world.open.flatMap((call) =>
      after(world.state as never, call).flatMap((state) =>
        later({ state, open: world.open.filter((other) => other !== call) }),
      ),
    );
    return [world, ...more];
  }
}
