import { type CrashPoint, cellsOf, type Outcome, type Sweep } from '../../run/sweep-file.ts';

const kinds = ['confirmed', 'card-declined', 'out-of-stock', 'invalid-address', 'repeated-request'];
const stops = ['orders-api request', 'payments charge-do', 'orders-saga charge-do', 'inventory reserve-do'];
const calls = ['dynamodb:GetItem', 'dynamodb:TransactWriteItems', 'dynamodb:PutItem', 'sqs:SendMessage'];
const ways = ['before-kill', 'before-time-out', 'after-kill', 'after-time-out', 'lost-acknowledgement'];

/**
 * An invented sweep over 80 calls: all is well but for these orders, which were hurt first; where there are any, the last
 * fault never fired.
 */
export function sampleSweep(
  { seed, hostile = '' }: { seed: number; hostile?: string },
  offenders: readonly string[],
): Sweep {
  const points = kinds.flatMap((scenario) =>
    stops.flatMap((stop) => calls.map((_, at) => pointOf(scenario, stop, at, hostile))),
  );
  const outcomes = points.flatMap(({ name, scenario }, row) =>
    ways.map((variant, column): Outcome => {
      const number = row * ways.length + column;
      const offender = offenders[number];
      const isMissed = offenders.length > 0 && number === points.length * ways.length - 1;
      const orderId = offender ?? `hurt-${number}`;
      return {
        ...{ rule: `${name}.${variant}`, point: name, variant, round: 1, orderId, idempotencyKey: `key-of-${orderId}` },
        expected: scenario === 'repeated-request' ? 'confirmed' : scenario,
        result: offender !== undefined ? 'violated' : isMissed ? 'never-fired' : 'survived',
        problems: offender === undefined ? [] : [`exactly-once-effects: charged 2 times${hostile}`],
      };
    }),
  );
  const cellAt = cellsOf(outcomes);
  const cells = points.flatMap(({ name }) => ways.map((way) => cellAt(name, way)));
  const [violated, neverFired] = ['violated', 'never-fired'].map(
    (result) => cells.filter((cell) => cell === result).length,
  );
  return {
    schema: 1,
    seed,
    points,
    trials: outcomes.map(({ result: _, problems: __, ...trial }) => trial),
    outcomes,
    coverage: {
      ...{ points: points.length, cells: cells.length, fired: cells.length - (neverFired ?? 0) },
      ...{
        survived: cells.length - (violated ?? 0) - (neverFired ?? 0),
        violated: violated ?? 0,
        neverFired: neverFired ?? 0,
      },
    },
  };
}

function pointOf(scenario: string, stop: string, at: number, hostile: string): CrashPoint {
  const [name = '', step = ''] = stop.split(' ');
  return {
    ...{ name: `${scenario}.${name}.${step}.${at + 1}`, scenario, function: `faultline-${name}`, step, call: at + 1 },
    ...{ operation: calls[at] ?? '', resources: [`faultline-${name}${hostile}`] },
  };
}
