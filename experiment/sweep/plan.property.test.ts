import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ruleSchema } from '../../chaos/faults/rule.ts';
import type { Injection } from '../../run/run-files.ts';
import type { Stop } from '../../system/sweepable.ts';
import { again, planOf } from './plan.ts';
import { pointsOf, traceId } from './point.ts';
import { requestOf, variants } from './variant.ts';

const ofShop = { options: { system: { name: 'shop' } } };
/** One of them is no function of the system's own: it keeps its whole name. */
const stops: readonly Stop[] = [
  { function: 'shop-api', step: 'request', keyedBy: 'operation' },
  { function: 'shop-payments', step: 'charge-do', message: '*"charge"*"do"*', keyedBy: 'unit' },
  { function: 'shop-payments', step: 'charge-undo', message: '*"charge"*"undo"*', keyedBy: 'unit' },
  { function: 'mailer', step: 'request', keyedBy: 'nothing' },
];
const calls = [
  ['dynamodb:GetItem', 'shop-sagas'],
  ['dynamodb:TransactWriteItems', 'shop-requests shop-sagas'],
  ['sqs:SendMessage', 'shop-saga'],
] as const;

const line = fc
  .record({
    stop: fc.constantFrom(...stops),
    call: fc.integer({ min: 1, max: 6 }),
    attempt: fc.integer({ min: 1, max: 3 }),
    made: fc.constantFrom(...calls),
  })
  .map(
    ({ stop, call, attempt, made: [operation, resource] }): Injection => ({
      ...{ faultline: 'injection' as const, at: 1, rule: traceId(stop), fault: 'call-delay', key: 'k' },
      ...{ function: stop.function, call, attempt, operation, resource },
    }),
  );
const scenario = fc.constantFrom('confirmed', 'card-refused', 'asked-twice');

describe('the plan of a sweep', () => {
  it('holds every call that was traced exactly once in each way, each under a rule of its own', () => {
    fc.assert(
      fc.property(fc.array(line), scenario, fc.nat(), (lines, name, seed) => {
        const points = pointsOf(ofShop, name, stops, lines);
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
          const plan = planOf(pointsOf(ofShop, 'confirmed', stops, lines), seed);
          expect(planOf(pointsOf(ofShop, 'confirmed', stops, lines.toReversed()), seed)).toEqual(plan);
        },
      ),
    );
  });

  it('asks for rules that functions accept', () => {
    fc.assert(
      fc.property(line, scenario, (traced, name) => {
        for (const { rule: id, point, variant } of planOf(pointsOf(ofShop, name, stops, [traced]), 1)) {
          const { durationMs, ...request } = requestOf(id, point, variant, { key: 'k', seed: 1, durationMs: 20_000 });
          expect(ruleSchema.parse({ ...request, startsAt: 0, expiresAt: durationMs })).toMatchObject({ id });
        }
      }),
    );
  });
});

describe('the points of an operation', () => {
  const traced = (stop: Stop | undefined, call: number): Injection => ({
    ...{ faultline: 'injection', at: 1, rule: traceId(stop as Stop), fault: 'call-delay', key: 'k' },
    ...{ function: 'any', call, attempt: 1, operation: 'sqs:SendMessage', resource: 'shop-saga' },
  });

  it('are named after their function without the prefix of the system, in the order of the course', () => {
    const [api, charge, , mailer] = stops;
    const lines = [traced(mailer, 1), traced(charge, 2), traced(charge, 1), traced(api, 3)];
    expect(pointsOf(ofShop, 'confirmed', stops, lines).map(({ name }) => name)).toEqual([
      'confirmed.api.request.3',
      'confirmed.payments.charge-do.1',
      'confirmed.payments.charge-do.2',
      'confirmed.mailer.request.1',
    ]);
  });

  it('lie only at the stops that are asked for', () => {
    const [api, charge] = stops;
    const points = pointsOf(ofShop, 'asked-twice', [api as Stop], [traced(api, 1), traced(charge, 1)]);
    expect(points.map(({ name }) => name)).toEqual(['asked-twice.api.request.1']);
  });
});
