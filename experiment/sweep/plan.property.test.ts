import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ruleSchema } from '../../chaos/faults/rule.ts';
import { again, planOf } from './plan.ts';
import { pointsOf, traceId } from './point.ts';
import { scenarios } from './scenarios.ts';
import { stops } from './stops.ts';
import { requestOf, variants } from './variant.ts';

const calls = [
  ['dynamodb:GetItem', 'faultline-sagas'],
  ['dynamodb:TransactWriteItems', 'faultline-requests faultline-sagas'],
  ['sqs:SendMessage', 'faultline-orders'],
] as const;

const stop = fc.constantFrom(...stops);
const line = fc
  .record({
    stop,
    call: fc.integer({ min: 1, max: 6 }),
    attempt: fc.integer({ min: 1, max: 3 }),
    made: fc.constantFrom(...calls),
  })
  .map(({ stop, call, attempt, made: [operation, resource] }) => ({
    ...{ faultline: 'injection' as const, at: 1, rule: traceId(stop), fault: 'call-delay', key: 'k' },
    ...{ function: stop.function, call, attempt, operation, resource },
  }));
const scenario = fc.constantFrom(...scenarios.map(({ name }) => name));

describe('the plan of a sweep', () => {
  it('holds every call that was traced exactly once in each way, each under a rule of its own', () => {
    fc.assert(
      fc.property(fc.array(line), scenario, fc.nat(), (lines, name, seed) => {
        const points = pointsOf(name, lines);
        const traced = new Set(lines.map(({ rule, call }) => `${rule} ${call}`));
        expect(new Set(points.map((point) => `${traceId(point)} ${point.call}`))).toEqual(traced);
        expect(points).toHaveLength(traced.size);

        const plan = planOf(points, seed);
        const wanted = points.flatMap((point) => variants.map((variant) => `${point.name} ${variant.name}`));
        expect(plan.map(({ point, variant }) => `${point.name} ${variant.name}`).sort()).toEqual(wanted.sort());
        const rules = [...plan, ...plan.map(again)].map(({ rule }) => rule);
        expect(new Set(rules).size).toBe(rules.length);
      }),
    );
  });

  it('is the same for the same seed, in whatever order the calls were found', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { selector: ({ rule, call }) => `${rule} ${call}` }),
        fc.nat(),
        (lines, seed) => {
          const plan = planOf(pointsOf('confirmed', lines), seed);
          expect(planOf(pointsOf('confirmed', lines.toReversed()), seed)).toEqual(plan);
        },
      ),
    );
  });

  it('asks for rules that functions accept', () => {
    fc.assert(
      fc.property(line, scenario, (traced, name) => {
        for (const { rule: id, point, variant } of planOf(pointsOf(name, [traced]), 1)) {
          const { durationMs, ...request } = requestOf(id, point, variant, { key: 'k', seed: 1, durationMs: 20_000 });
          expect(ruleSchema.parse({ ...request, startsAt: 0, expiresAt: durationMs })).toMatchObject({ id });
        }
      }),
    );
  });
});
