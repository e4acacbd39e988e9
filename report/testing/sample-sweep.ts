import { type CrashPoint, cellsOf, type Outcome, type Sweep } from '../../run/sweep-file.ts';
import type { SampleOptions } from './sample-options.ts';
import { orderSystem } from './sample-systems.ts';

const calls = ['dynamodb:GetItem', 'dynamodb:TransactWriteItems', 'dynamodb:PutItem', 'sqs:SendMessage'];
const ways = ['before-kill', 'before-time-out', 'after-kill', 'after-time-out', 'lost-acknowledgement'];

/**
 * An invented sweep, of the order system over 80 calls: all is well but for these offenders, which were hurt first; where
 * there are any, the last fault never fired.
 */
export function sampleSweep(
  { seed, system = orderSystem, hostile = '' }: Pick<SampleOptions, 'seed' | 'system' | 'hostile'>,
  offenders: readonly string[],
): Sweep {
  const { name: prefix, kinds, stops, broken, offence } = system;
  const points = kinds.flatMap((scenario) =>
    stops.flatMap((stop) => calls.map((_, at) => pointOf({ scenario, stop, at, prefix, hostile }))),
  );
  const outcomes = points.flatMap(({ name, scenario }, row) =>
    ways.map((variant, column): Outcome => {
      const number = row * ways.length + column;
      const offender = offenders[number];
      const isMissed = offenders.length > 0 && number === points.length * ways.length - 1;
      const unit = offender ?? `hurt-${number}`;
      return {
        ...{ rule: `${name}.${variant}`, point: name, variant, round: 1, unit, key: `key-of-${unit}` },
        expected: scenario === 'repeated-request' ? 'confirmed' : scenario,
        result: offender !== undefined ? 'violated' : isMissed ? 'never-fired' : 'survived',
        problems: offender === undefined ? [] : [`${broken[0].name}: ${offence.what}${hostile}`],
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

interface Place {
  readonly scenario: string;
  readonly stop: string;
  readonly at: number;
  readonly prefix: string;
  readonly hostile: string;
}

function pointOf({ scenario, stop, at, prefix, hostile }: Place): CrashPoint {
  const [name = '', step = ''] = stop.split(' ');
  return {
    ...{ name: `${scenario}.${name}.${step}.${at + 1}`, scenario, function: `${prefix}-${name}`, step, call: at + 1 },
    ...{ operation: calls[at] ?? '', resources: [`${prefix}-${name}${hostile}`] },
  };
}
