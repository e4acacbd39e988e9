import fc from 'fast-check';
import type { Action } from '../../../words/saga-words.ts';
import type { Happening, Small } from './small-saga-history.ts';

const sagas = fc.constantFrom('s1', 's2', 's3');
const keys = fc.constantFrom('k1', 'k2', 'k3');
const steps = fc.constantFrom('pay', 'take', 'send');
const few = fc.integer({ min: 0, max: 2 });
const version = fc.integer({ min: 1, max: 5 });
const actions = fc.constantFrom<Action[]>('commit', 'compensate');
const outcomes = fc.constantFrom('committed', 'compensated');
const moment = fc.nat(14).map((start) => ({ start, end: start }));
const span = fc.tuple(fc.nat(14), fc.nat(6)).map(([start, length]) => ({ start, end: start + length }));
const taken = fc.array(fc.record({ resource: fc.constantFrom('r1', 'r2'), amount: few }), { maxLength: 2 });

/** Any single thing at all. */
const anything: fc.Arbitrary<Small> = fc.oneof(
  thing('request', keys, span, fc.constantFrom('ok', 'ok', 'fail', 'info'), {
    digest: fc.constantFrom('d1', 'd1', 'd2'),
    saga: sagas,
  }),
  thing('begin', sagas, moment, fc.constant('ok'), {
    request: fc.option(keys, { nil: undefined, freq: 3 }),
    amount: fc.option(few, { nil: undefined, freq: 3 }),
    plan: fc.subarray(['pay', 'take', 'send']),
  }),
  thing('transition', sagas, moment, fc.constant('ok'), {
    version,
    event: fc.constantFrom('began', 'committed', 'refused', 'compensated', 'ended', 'resent'),
    step: steps,
  }),
  thing('end', sagas, moment, fc.constant('ok'), { version, outcome: outcomes, label: fc.constant('over') }),
  thing('state', sagas, moment, fc.constant('ok'), {
    version,
    final: fc.boolean(),
    outcome: fc.option(outcomes, { nil: undefined }),
    label: fc.constant('found'),
  }),
  thing('effect', keys, span, mostly(), { saga: sagas, step: steps, action: actions, resources: taken }),
  thing('money', keys, span, mostly(), { saga: sagas, direction: fc.constantFrom('charge', 'refund'), amount: few }),
  thing('resource', fc.constantFrom('r1', 'r2'), moment, fc.constant('ok'), { initial: few, available: few }),
  thing('queue', fc.constantFrom('q', 'dlq'), moment, fc.constant('ok'), {
    visible: few,
    inFlight: fc.nat(1),
    delayed: fc.nat(1),
    deadLetter: fc.boolean(),
  }),
  thing('dead-letter', fc.constantFrom('m1', 'm2'), moment, fc.constant('ok'), {
    queue: fc.constant('dlq'),
    saga: fc.option(fc.oneof(sagas, keys), { nil: undefined }),
    planted: fc.boolean(),
  }),
  thing('quiet', keys, moment, fc.constantFrom('ok', 'info'), {}),
);

/** A saga that is crowded: its times overlap in every way, its requests share a key. */
const crowded: fc.Arbitrary<Small[]> = fc
  .tuple(
    fc.subarray(['pay', 'take', 'send'], { minLength: 2 }),
    fc.array(
      anything.filter(({ f }) => ['request', 'transition', 'effect', 'money', 'end'].includes(f)),
      { maxLength: 7 },
    ),
  )
  .map(([plan, others]) => [
    { f: 'begin', key: 's1', start: 0, end: 0, outcome: 'ok', value: { amount: 2, plan } },
    ...others.map((each): Small => {
      if (each.f === 'request') return { ...each, key: 'k1' };
      if (each.f === 'effect') return { ...each, value: { ...each.value, saga: 's1' } };
      return each.f === 'money' ? { ...each, value: { ...each.value, saga: 's1' } } : ({ ...each, key: 's1' } as Small);
    }),
  ]);

/** Requests and what is left of their messages, in a system that knows of no sagas. */
const plain = fc.array(
  anything.filter(({ f }) => ['request', 'queue', 'dead-letter', 'quiet'].includes(f)),
  { maxLength: 8 },
);

/** A saga all of whose steps were done and undone once, whenever: its times may fit together or not. */
const undone: fc.Arbitrary<Small[]> = fc
  .tuple(
    fc.subarray(['pay', 'take', 'send'], { minLength: 2 }),
    fc.array(span, { minLength: 6, maxLength: 6 }),
    fc.option(moment),
  )
  .map(([plan, spans, failure]) => {
    const at = { key: 's1', outcome: 'ok' } as const;
    const effects = plan.flatMap((step, n) =>
      (['commit', 'compensate'] as const).map((action, m): Small => {
        const times = spans[2 * n + m] ?? { start: 0, end: 0 };
        return { f: 'effect', ...at, ...times, value: { saga: 's1', step, action } };
      }),
    );
    const refused: Small[] =
      failure === null ? [] : [{ f: 'transition', ...at, ...failure, value: { version: 2, event: 'refused' } }];
    return [{ f: 'begin', ...at, start: 0, end: 0, value: { plan } }, ...effects, ...refused];
  });

/** Effects and money have no unknown outcome: it is rare, and nothing can be judged then. */
function mostly(): fc.Arbitrary<Small['outcome']> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constant('ok' as const) },
    { weight: 8, arbitrary: fc.constant('fail' as const) },
    { weight: 1, arbitrary: fc.constant('info' as const) },
  );
}

function thing(
  f: Small['f'],
  key: fc.Arbitrary<string>,
  times: fc.Arbitrary<Pick<Small, 'start' | 'end'>>,
  outcome: fc.Arbitrary<string>,
  value: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Small> {
  return fc
    .tuple(key, times, outcome, fc.record(value))
    .map(([k, at, o, v]) => ({ f, key: k, ...at, outcome: o, value: v }) as Small);
}

/** A saga as it should go: asked for, each step in turn until one is refused, what was done then undone. */
const lawful = fc
  .tuple(fc.nat(3), fc.integer({ min: 1, max: 3 }), fc.nat(4), fc.array(fc.nat(2), { minLength: 24, maxLength: 24 }))
  .map(([startsAt, length, refusedAt, gaps]) => (n: number): Small[] => {
    const id = `s${n}`;
    const plan = ['pay', 'take', 'send'].slice(0, length);
    const made: Small[] = [];
    let time = startsAt;
    let at = 1;
    const pass = (): number => {
      time += gaps[made.length % gaps.length] ?? 0;
      return time;
    };
    const add = <F extends Small['f']>(
      f: F,
      key: string,
      value: Happening<F>['value'],
      outcome: 'ok' | 'fail',
    ): void => {
      made.push({ f, key, start: time, end: pass(), outcome, value } as Small);
    };
    const point = <F extends Small['f']>(f: F, value: Happening<F>['value']): void => {
      made.push({ f, key: id, start: pass(), end: time, outcome: 'ok', value } as Small);
    };
    const move = (step: string, action: Action, outcome: 'ok' | 'fail'): void => {
      const resources = step === 'take' ? [{ resource: 'r1', amount: 1 }] : [];
      if (step === 'pay') {
        add('money', id, { saga: id, direction: action === 'commit' ? 'charge' : 'refund', amount: 2 }, outcome);
      }
      add('effect', id, { saga: id, step, action, resources }, outcome);
      at += 1;
      const event = outcome === 'fail' ? 'refused' : action === 'commit' ? 'committed' : 'compensated';
      point('transition', { version: at, event, step });
    };
    add('request', `k${n}`, { digest: 'd1', saga: id }, 'ok');
    point('begin', { request: `k${n}`, amount: 2, plan });
    for (const step of plan.slice(0, refusedAt)) move(step, 'commit', 'ok');
    const refused = plan[refusedAt];
    if (refused !== undefined) {
      move(refused, 'commit', 'fail');
      for (const step of plan.slice(0, refusedAt).reverse()) move(step, 'compensate', 'ok');
    }
    const outcome = refused === undefined ? 'committed' : 'compensated';
    point('end', { version: at, outcome, label: 'over' });
    point('state', { version: at, final: true, outcome, label: 'over' });
    return made;
  });

/** Sagas as they should go, with what is found once all is quiet. */
const lawfulHistory = fc.array(lawful, { minLength: 1, maxLength: 3 }).map((sagasOf): Small[] => {
  const made = sagasOf.flatMap((saga, n) => saga(n + 1));
  const last = Math.max(...made.map(({ end }) => end));
  const found = { start: last, end: last, outcome: 'ok' as const };
  const held = made.reduce((sum, each) => {
    if (each.f !== 'effect' || each.outcome !== 'ok' || each.value.step !== 'take') return sum;
    return each.value.action === 'commit' ? sum + 1 : sum - 1;
  }, 0);
  const queue = { visible: 0, inFlight: 0, delayed: 0, deadLetter: false };
  return [
    ...made,
    { f: 'resource', key: 'r1', ...found, value: { initial: 3, available: 3 - held } },
    { f: 'queue', key: 'q', ...found, value: queue },
    { f: 'quiet', key: '', ...found, value: undefined },
  ];
});

/**
 * Arbitrary small histories of one to three sagas: lawful ones with some things lost, doubled, moved in time or added,
 * and ones of nothing but arbitrary things, about many sagas, one or none. In the order of their times.
 */
export const smallHistories: fc.Arbitrary<readonly Small[]> = fc
  .oneof(
    { weight: 1, arbitrary: fc.array(anything, { maxLength: 8 }) },
    { weight: 2, arbitrary: crowded },
    { weight: 1, arbitrary: undone },
    { weight: 1, arbitrary: plain },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          lawfulHistory,
          fc.array(fc.tuple(fc.constantFrom('lost', 'doubled', 'moved'), fc.nat(99), span), { maxLength: 3 }),
          fc.array(anything, { maxLength: 2 }),
        )
        .map(([history, mishaps, others]) => [...mishaps.reduce(struck, history), ...others]),
    },
  )
  .map((history) => [...history].sort((a, b) => a.end - b.end));

type Mishap = readonly [kind: string, index: number, times: Pick<Small, 'start' | 'end'>];

function struck(history: Small[], [kind, index, { start, end }]: Mishap): Small[] {
  const victim = history[index % Math.max(1, history.length)];
  if (victim === undefined) return history;
  const others = history.filter((each) => each !== victim);
  if (kind === 'lost') return others;
  const spanning = victim.f === 'effect' || victim.f === 'money' || victim.f === 'request';
  const copy = { ...victim, start: spanning ? start : end, end };
  return kind === 'doubled' ? [...history, copy] : [...others, copy];
}
