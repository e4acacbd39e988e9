import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { crashPoints } from './crash-points.ts';

type Event = Omit<HistoryEvent, 'index' | 'time'>;

const trial = (rule: string, unit: string, way = 'before-kill'): Event => {
  const value = { point: 'payments.charge-do.1', way, unit, expected: 'confirmed' };
  return { process: 'nemesis', type: 'info', f: 'trial', key: rule, value };
};
const injection = (rule: string): Event => ({ process: 'nemesis', type: 'info', f: 'injection', key: rule });
const end = (saga: string): Event => {
  const value = { version: 5, outcome: 'committed', label: 'confirmed' };
  return { process: saga, type: 'ok', f: 'end', key: saga, value };
};
const check = (...events: Event[]) =>
  crashPoints.check(events.map((event, index) => ({ ...event, index, time: index }) as HistoryEvent));

describe('a sweep over crash points', () => {
  it('holds where every unit was hurt and ended as it was asked to', () => {
    const counts = { units: 1, ways: 1, fired: 1 };
    expect(check(trial('one', 'a'), injection('one'), end('a'))).toEqual({ valid: true, counts });
  });

  it('takes a second unit for one whose fault did not fire', () => {
    const events = [trial('one', 'a'), end('a'), trial('one.2', 'b'), injection('one.2'), end('b')];
    expect(check(...events)).toEqual({ valid: true, counts: { units: 2, ways: 1, fired: 1 } });
    const after = [trial('one', 'a'), injection('one'), end('a'), trial('one.2', 'b'), end('b')];
    expect(check(...after)).toEqual({ valid: true, counts: { units: 2, ways: 1, fired: 1 } });
  });

  it('counts a fault that acted on nobody as one that never fired', () => {
    const begun: Event = { process: 'nemesis', type: 'invoke', f: 'fault', key: 'one' };
    expect(check(trial('one', 'a'), begun, end('a'))).toMatchObject({ valid: 'unknown', counts: { fired: 0 } });
  });

  it('asks nothing of how a unit ends of which nothing is expected', () => {
    const { value, ...rest } = trial('one', 'a');
    const { expected: _, ...open } = value as Record<string, unknown>;
    expect(check({ ...rest, value: open }, injection('one'), end('a'))).toMatchObject({ valid: true });
  });

  it('refuses a trial of another type', () => {
    expect(() => check({ ...trial('one', 'a'), type: 'ok' })).toThrow(/trial/);
  });

  it('is unknown where a fault never fired, and says which', () => {
    const events = [trial('one', 'a'), injection('one'), end('a'), trial('two', 'b', 'after-kill'), end('b')];
    expect(check(...events)).toMatchObject({
      valid: 'unknown',
      counts: { units: 2, ways: 2, fired: 1 },
      error: '1 of 2 faults never fired: payments.charge-do.1.after-kill',
    });
  });

  it('names no more than a few of those that never fired', () => {
    const missed = (length: number) =>
      Array.from({ length }, (_, n) => [trial(`rule-${n}`, `saga-${n}`, `way-${n}`), end(`saga-${n}`)]).flat();
    expect(check(...missed(7)).error).toMatch(/^7 of 7 faults never fired: .*way-4 and 2 more$/);
    expect(check(...missed(5)).error).toMatch(/^5 of 5 faults never fired: .*way-4$/);
  });

  it('is unknown where nobody was hurt', () => {
    expect(check(end('a'))).toMatchObject({ valid: 'unknown', error: 'no unit was hurt' });
  });

  it('asks of a system of plain requests how each came out, in its own words or else as it was answered', () => {
    const asked = (key: string, process: string, type: 'invoke' | 'ok' | 'fail', value?: object): Event => {
      return { process, type, f: 'request', key, ...(value && { value }) };
    };
    const placed = (key: string) => asked(key, `client-${key}`, 'invoke', { digest: key });
    const told = [placed('a'), asked('a', 'client-a', 'ok', { label: 'confirmed' })];
    expect(check(trial('one', 'a'), injection('one'), ...told)).toMatchObject({ valid: true, counts: { units: 1 } });
    const plain = [placed('a'), asked('a', 'client-a', 'ok', {})];
    expect(check(trial('one', 'a'), injection('one'), ...plain).counterexample?.summary).toContain('it is accepted');
    const open = check(trial('one', 'a'), injection('one'), placed('a'));
    expect(open.counterexample?.summary).toContain('it is still open');
  });

  it.each([
    [[], 'unknown to the system', [0]],
    [
      [{ ...end('a'), value: { version: 5, outcome: 'compensated', label: 'cancelled', reason: 'late' } }],
      'late',
      [0, 2],
    ],
  ])('accuses a unit that ended otherwise, hurt or not: %j', (ends, says, events) => {
    const { valid, counterexample } = check(trial('one', 'a'), injection('one'), ...(ends as Event[]));
    expect(valid).toBe(false);
    expect(counterexample).toMatchObject({ ids: ['a'], violations: [{ events }] });
    expect(counterexample?.summary).toContain(says);
  });
});
