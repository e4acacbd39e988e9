import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../history/event.ts';
import { assertEverySide } from '../testing/every-side.ts';
import { unitFacts, unitsOf } from './units.ts';

/** What a client did once: `never` was not answered, and neither was `info` for certain. */
interface Attempt {
  readonly key: string;
  readonly start: number;
  readonly takes: number;
  readonly outcome: 'ok' | 'fail' | 'info' | 'never';
}

interface Saga {
  readonly id: string;
  readonly begins: number;
  /** Undefined: it is open. */
  readonly takes: number | undefined;
  readonly label: 'confirmed' | 'cancelled';
}

const keys = ['a', 'b', 'c'];
const time = fc.nat(50);
const attempts: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc.record({
    key: fc.constantFrom(...keys),
    start: time,
    takes: time,
    outcome: fc.constantFrom('ok', 'fail', 'info', 'never'),
  }),
  { maxLength: 10 },
);
const sagas: fc.Arbitrary<readonly Saga[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('s1', 's2', 's3', 's4'),
    begins: time,
    takes: fc.option(time, { nil: undefined }),
    label: fc.constantFrom('confirmed', 'cancelled'),
  }),
  { selector: ({ id }) => id, minLength: 1 },
);

type Told = Omit<HistoryEvent, 'index'>;

const ask = 'confirmed';

/** Each attempt by a process of its own; the answers of a key name the saga of the same place in the list, if there is one. */
function requests(made: readonly Attempt[], of: readonly Saga[] = []): Told[] {
  return made.flatMap(({ key, start, takes, outcome }, n): Told[] => {
    const about = { process: `client-${n}`, f: 'request', key } as const;
    const invoke = { ...about, time: start, type: 'invoke', value: { digest: key, expected: ask } } as const;
    if (outcome === 'never') return [invoke];
    const saga = of[keys.indexOf(key)]?.id;
    const value = outcome === 'ok' ? { value: saga === undefined ? {} : { saga } } : { error: 'no' };
    return [invoke, { ...about, time: start + takes, type: outcome, ...value }];
  });
}

function lives(told: readonly Saga[]): Told[] {
  return told.flatMap(({ id: key, begins, takes, label }): Told[] => {
    const about = { process: `saga:${key}`, key, type: 'ok' } as const;
    const begin = { ...about, f: 'begin', time: begins, value: { plan: ['charge'] } };
    if (takes === undefined) return [begin];
    const outcome = label === 'confirmed' ? 'committed' : 'compensated';
    return [begin, { ...about, f: 'end', time: begins + takes, value: { version: 2, outcome, label } }];
  });
}

function historyOf(...told: readonly Told[]): HistoryEvent[] {
  return [...told].sort((a, b) => a.time - b.time).map((event, index) => ({ ...event, index }));
}

/** Units in an order of their own, so that nothing depends on that in which they were found. */
const byTime = (units: readonly { start: number; end: number; label?: string | undefined }[]) =>
  units.map(({ start, end, label }) => JSON.stringify([start, String(end), label ?? 'open'])).sort();

describe('the units of work of a history', () => {
  it('are the keys of its requests where it has no sagas: each once, however often it was asked', () => {
    const least = { open: 20, refusedFirst: 20, accepted: 20, refused: 20 };
    assertEverySide(attempts, least, 200, (made, see) => {
      const expected = [...new Set(made.map(({ key }) => key))].map((key) => {
        const own = made.filter((attempt) => attempt.key === key);
        const first = (wanted: Attempt['outcome']) =>
          Math.min(...own.filter(({ outcome }) => outcome === wanted).map(({ start, takes }) => start + takes));
        const start = Math.min(...own.map((attempt) => attempt.start));
        const [accepted, refused] = [first('ok'), first('fail')];
        if (refused < accepted && Number.isFinite(accepted)) see('refusedFirst');
        const label = Number.isFinite(accepted) ? 'accepted' : Number.isFinite(refused) ? 'refused' : undefined;
        see(label ?? 'open');
        return { start, end: label === 'refused' ? refused : accepted, label };
      });
      expect(byTime(unitsOf(historyOf(...requests(made))))).toEqual(byTime(expected));
    });
  });

  it('are its sagas where it has any, whatever was asked besides', () => {
    fc.assert(
      fc.property(attempts, sagas, (made, told) => {
        const expected = told.map(({ begins: start, takes, label }) => {
          return takes === undefined ? { start, end: Number.POSITIVE_INFINITY } : { start, end: start + takes, label };
        });
        expect(byTime(unitsOf(historyOf(...requests(made, told), ...lives(told))))).toEqual(byTime(expected));
      }),
    );
  });

  it('are counted once each: all of them are open or have one outcome', () => {
    fc.assert(
      fc.property(attempts, fc.oneof(sagas, fc.constant([])), (made, told) => {
        const units = unitsOf(historyOf(...requests(made, told), ...lives(told)));
        const { total, open, outcomes, unexpected } = unitFacts(units);
        const ended = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(told.length > 0 ? told.length : new Set(made.map(({ key }) => key)).size);
        expect(open + ended).toBe(total);
        expect(open).toBe(units.filter(({ end }) => !Number.isFinite(end)).length);
        expect(unexpected).toBeLessThanOrEqual(ended);
      }),
    );
  });

  it('end, where there are no sagas, in the words of their answers, and are unexpected where those are others than asked for', () => {
    const says = fc.constantFrom(undefined, ask, 'put off');
    fc.assert(
      fc.property(fc.array(says, { maxLength: 8 }), (answers) => {
        const told = answers.flatMap((label, n): Told[] => {
          const about = { process: n, f: 'request', key: `k-${n}`, time: n } as const;
          return [
            { ...about, type: 'invoke', value: { digest: '', expected: ask } },
            { ...about, type: 'ok', value: label === undefined ? {} : { label } },
          ];
        });
        const { total, outcomes, unexpected } = unitFacts(unitsOf(historyOf(...told)));
        const count = (wanted: string) => answers.filter((label) => (label ?? 'accepted') === wanted).length;
        expect(total).toBe(answers.length);
        for (const label of ['accepted', ask, 'put off']) expect(outcomes[label] ?? 0).toBe(count(label));
        expect(unexpected).toBe(count('put off'));
      }),
    );
  });

  it('are unexpected where the request that was accepted for them asked for another end', () => {
    fc.assert(
      fc.property(sagas, (told) => {
        const made = told.slice(0, keys.length).map((_, n) => {
          return { key: keys[n] as string, start: 0, takes: 1, outcome: 'ok' } as const;
        });
        const { unexpected } = unitFacts(unitsOf(historyOf(...requests(made, told), ...lives(told))));
        const asked = told.slice(0, keys.length).filter(({ takes }) => takes !== undefined);
        expect(unexpected).toBe(asked.filter(({ label }) => label !== ask).length);
      }),
    );
  });
});
