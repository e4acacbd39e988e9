import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../cli/usage-error.ts';
import { faultsOf, loadsOf } from './experiment.ts';
import { parseExperiment, readExperiment } from './experiment-file.ts';

const path = 'chaos/experiments/slow-and-throttled-checkout.yaml';
const text = readFileSync(path, 'utf8');

/** The message for the good file with one mistake in it. */
function mistake(from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  return refusal(text.replace(from, to));
}

function refusal(yaml: string): string {
  try {
    parseExperiment(yaml, 'x.yaml');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('an experiment file', () => {
  it('is read with its durations as milliseconds and its defaults filled in', async () => {
    const experiment = await readExperiment(path);
    expect(loadsOf(experiment)).toMatchObject([{ name: 'customers-order', orders: 200 }]);
    expect(faultsOf(experiment)).toMatchObject([
      { id: 'slow-payments', fault: 'delay', percentage: 30, start: 10_000, parameters: { delayMs: 300 } },
      { id: 'throttled-inventory', fault: 'throttle', percentage: 20, parameters: {} },
    ]);
  });

  it.each([
    [
      'percentage: 30',
      'percentge: 30',
      /x\.yaml:\d+: method\.1\.provider\.percentge: unknown field; did you mean "percentage"/,
    ],
    ['percentage: 30', 'percentage: 130', /percentage: .*<=100, got 130/],
    [
      'fault: throttle',
      'fault: throtle',
      /fault: expected one of \d+, such as delay, .*, got "throtle"; did you mean "throttle"/,
    ],
    ['rate: 6', 'rate: fast', /rate: expected number, got "fast"/],
    ['duration: 20s', 'duration: 18', /duration: expected string, got 18/],
    ['duration: 20s', 'duration: 18 hours', /duration: expected a duration such as 500ms, 20s or 2m, got "18 hours"/],
    ['seed: 20260301', '', /seed: expected number, got nothing/],
    [
      'name: throttled-inventory',
      'name: slow-payments',
      /method\.2\.name: expected a name of its own, got "slow-payments"/,
    ],
    ['tolerance: 404', 'tolerance: [400]', /tolerance: expected a number, .*, a range such as \[0, 5\], .*got \[400\]/],
  ])('with "%s" as "%s" is refused in one clear sentence', (from, to, message) => {
    expect(mistake(from, to)).toMatch(message);
  });

  it('is refused with the line of each mistake', () => {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('percentage: 20'));
    expect(mistake('percentage: 20', 'percentage: many')).toContain(`x.yaml:${at + 1}: `);
  });

  it.each([
    ['', /x\.yaml:1: the file is empty, expected an experiment/],
    ['a: [\n b: 1', /x\.yaml:2: /],
    ['a: &a [1,2]\nb: &b [*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]', /alias/],
  ])('that is no experiment at all is refused: %j', (yaml, message) => expect(refusal(yaml)).toMatch(message));

  it('that is not there is refused', async () => {
    await expect(readExperiment('no/such.yaml')).rejects.toThrow(
      'cannot read the experiment no/such.yaml: there is no such file',
    );
  });
});
