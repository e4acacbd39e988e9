import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { UsageError } from '../../kernel/usage-error.ts';
import { faultsOf, loadsOf } from './experiment.ts';
import { parseExperiment, readExperiment, readValue, systemNameIn } from './experiment-file.ts';
import { nothingStanding, samplePath, sampleText, sampleWith } from './testing/sample.ts';

/** The message for the good file with one mistake in it. */
function mistake(from: string, to: string): string {
  return refusal(sampleWith([from, to]));
}

function refusal(yaml: string): string {
  try {
    parseExperiment(yaml, 'x.yaml', nothingStanding);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('an experiment file', () => {
  it('is read with its durations as milliseconds and its defaults filled in', async () => {
    const experiment = await readExperiment(samplePath, nothingStanding);
    expect(loadsOf(experiment)).toMatchObject([{ name: 'customers', operations: 200, start: 0 }]);
    expect(experiment).toMatchObject({ 'dead-mans-switch': 10_000, recovery: { within: 180_000 } });
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

  it('has no probe that is called like one of the system, which is asked anyway', () => {
    const of = (name: string) => () =>
      parseExperiment(sampleText, 'x.yaml', {
        ...nothingStanding,
        steadyState: [{ name, tolerance: 0, provider: { type: 'queue-depth', queues: 'work' } }],
      });
    const line = sampleText.split('\n').findIndex((each) => each.includes('name: no-message-waits')) + 1;
    const says = 'expected a name of its own, got "no-message-waits", which is a probe of the system\'s steady state';
    expect(of('no-message-waits')).toThrow(`x.yaml:${line}: steady-state-hypothesis.probes.1.name: ${says}`);
    expect(of('another')()['steady-state-hypothesis'].probes.map(({ name }) => name)).toEqual([
      ...['another', 'the-api-answers', 'no-message-waits', 'none-is-open'],
    ]);
  });

  it('is refused with the line of each mistake', () => {
    const lines = sampleText.split('\n');
    const at = lines.findIndex((line) => line.includes('percentage: 20'));
    expect(mistake('percentage: 20', 'percentage: many')).toContain(`x.yaml:${at + 1}: `);
  });

  it.each([
    ['', /x\.yaml:1: the file is empty, expected an experiment/],
    ['a: [\n b: 1', /x\.yaml:2: /],
    [
      `a: ${'['.repeat(6_000)}`,
      /^the experiment x\.yaml has a mistake:\nx\.yaml:1: is nested deeper than any experiment$/,
    ],
    [`a: ${'{a: '.repeat(5_000)}`, /is nested deeper than any experiment/],
    [`title: ${'x'.repeat(1_000_000)}`, /^the experiment x\.yaml has 1000007 characters; expected at most 1000000$/],
    [JSON.stringify('x'.repeat(1_000)), /the file: expected object, got "x{199}…$/],
    [
      Object.keys([...Array(30)])
        .map((n) => `k${n}: 1`)
        .join('\n'),
      /and \d+ more$/,
    ],
    ['a: &a [1,2]\nb: &b [*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]', /alias/],
  ])('that is no experiment at all is refused: %j', (yaml, message) => expect(refusal(yaml)).toMatch(message));

  it('that is not there is refused', async () => {
    const message = 'cannot read the experiment no/such.yaml: there is no such file';
    await expect(readExperiment('no/such.yaml', nothingStanding)).rejects.toThrow(message);
    await expect(readValue('no/such.yaml')).rejects.toThrow(message);
  });
});

describe('the system that an experiment file names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-experiment-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const nameIn = async (text: string, name = 'x.yaml') => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return systemNameIn(await readValue(file));
  };

  it('is known before the rest is looked at', async () => {
    expect(systemNameIn(await readValue(samplePath))).toBe('shop');
    expect(await nameIn('system: shop\nmethod: of a sort\n')).toBe('shop');
    expect(await nameIn('{\n\t"system": "shop",\n\t"method": []\n}\n', 'x.json')).toBe('shop');
  });

  it('is none where no name is given', async () => {
    expect(await nameIn('title: A claim\n')).toBeUndefined();
    expect(await nameIn('system: [shop]\n')).toBeUndefined();
    expect(await nameIn('system\n')).toBeUndefined();
  });
});

describe('what only a whole experiment shows', () => {
  const counted = 'provider: { type: item-count, table: shop-orders, index: open, where: { open: open } }';
  const second = (fault: string) => sampleWith(['rollbacks:', `${fault}\nrollbacks:`]);
  const fault = (name: string, lines: string) =>
    `  - type: action\n    name: ${name}\n    provider: { type: fault, duration: 10s, ${lines} }\n`;

  it('is an overlap of two rules: the same fault, target and time', () => {
    const again = (more: string) =>
      refusal(second(fault('again', `fault: delay, target: { function: shop-payments }, percentage: 5, ${more}`)));
    const delay = 'parameters: { delayMs: 5 }';
    expect(again(`${delay}, start: 15s`)).toMatch(
      /method\.3\.provider: overlaps with "slow-payments": the same fault at the same target from 10s to 30s/,
    );
    expect(again(`${delay}, start: 30s`)).toBe('accepted');
    expect(again(`${delay}, start: 15s, keys: ord-*`)).toBe('accepted');
    // Which comes first of a moment in time and a share of the load is not known before.
    expect(again(`${delay}, start: 50 %`)).toMatch(/overlaps with "slow-payments"/);
  });

  it('is an overlap of two rules that are told by shares of the load', () => {
    const shares = (early: string, late: string) => {
      const one = fault(
        'one',
        `fault: delay, target: { function: shop-inventory }, parameters: { delayMs: 5 }, ${early}`,
      );
      const other = fault(
        'two',
        `fault: delay, target: { function: shop-inventory }, parameters: { delayMs: 5 }, ${late}`,
      );
      return refusal(second(`${one}${other}`.replaceAll('delayMs: 5 }', 'delayMs: 5 }, percentage: 5')));
    };
    expect(shares('start: 20 %, until: 50 %', 'start: 50 %, until: 70 %')).toBe('accepted');
    expect(shares('start: 20 %, until: 50 %', 'start: 49 %, until: 70 %')).toMatch(
      /overlaps with "one": .* from 20 % of the load to 50 % of the load/,
    );
    expect(shares('start: 20 %, until: fired 3', 'start: 50 %')).toMatch(
      /from 20 % of the load to it has fired 3 times/,
    );
  });

  it('is a fault outside the blast radius: function, table, service or share', () => {
    const outside = (lines: string) => refusal(second(fault('outside', lines)));
    expect(outside('fault: crash, target: { function: shop-shipping }, percentage: 5')).toMatch(
      /target\.function: "shop-shipping" is outside the blast radius; its functions: shop-payments, shop-inventory/,
    );
    expect(outside('fault: throttle, target: { table: shop-stock }, percentage: 5')).toMatch(
      /target\.table: "shop-stock" is outside the blast radius; its tables: none/,
    );
    expect(outside('fault: crash, target: { function: shop-payments }, percentage: 31')).toMatch(
      /percentage: 31 % is outside the blast radius, which allows a share of 30 %/,
    );
    expect(outside('fault: api-error, target: { service: dynamodb }, percentage: 5')).toMatch(
      /target: hits dynamodb as a whole, which is outside the blast radius; its services: none/,
    );
  });

  it('is a tolerance that no answer can meet, and a probe that cannot answer yet', () => {
    expect(mistake('tolerance: 404', 'tolerance: { type: jsonpath, path: $.error }')).toBe('accepted');
    expect(mistake('tolerance: 0', 'tolerance: { type: jsonpath, path: $.error }')).toMatch(
      /tolerance\.type: a path finds nothing in a number, which is all that "queue-depth" gives/,
    );
    expect(mistake('tolerance: 0', 'tolerance: none')).toMatch(/expected a number or a range, got "none"/);
    expect(mistake(counted, 'provider: { type: latency, percentile: p95 }')).toMatch(
      /"latency" has no answer before the method: .*make it a step of the method or a stop condition/,
    );
  });

  it('is a load that would wait for itself', () => {
    expect(mistake('operations: 200, rate: 6', 'operations: 200, rate: 6, start: 5s')).toMatch(
      /method\.0\.provider\.start: expected one load without a start/,
    );
  });

  it('is an invariant that the judge does not know, and a module that is not there', () => {
    const known = { invariants: ['fifo-ordre', 'liveness'] };
    expect(() => parseExperiment(sampleText, 'x.yaml', nothingStanding, known)).toThrow(
      /invariants\.0: the judge knows no invariant "fifo-order"; did you mean "fifo-ordre"/,
    );
    expect(mistake(counted, 'provider: { type: custom, module: ./none.ts }')).toMatch(
      /provider\.module: there is no file .*none\.ts/,
    );
  });
});

describe('a mistake inside a fault', () => {
  it.each([
    ['delayMs: 300', 'delayMs: 9000000', /parameters\.delayMs: .*<=900000, got 9000000/],
    ['delayMs: 300', 'delayms: 300', /parameters\.delayms: unknown field; did you mean "delayMs"/],
    [
      'type: fault',
      'type: fualt',
      /provider\.type: expected load or fault or redrive or withdraw-faults, got "fualt"; did you mean "fault"/,
    ],
    ['tolerance: 404', 'tolerance: { type: range, range: [5, 1] }', /range: expected the lower end of the range first/],
    ['tolerance: 404', 'tolerance: { type: regex, pattern: "(" }', /pattern: expected a regular expression, got "\("/],
    [
      'tolerance: 404',
      'tolerance: { type: regx, pattern: a }',
      /tolerance\.type: expected range or regex or jsonpath, got "regx"/,
    ],
    ['tolerance: 404', 'tolerance: { type: jsonpath, path: "$[" }', /path: expected a JSONPath such as .*, got "\$\["/],
    ['seed: 20260301', 'seed: 1\nseed: 2', /x\.yaml:\d+: Map keys must be unique/],
  ])('"%s" as "%s" is told where it is', (from, to, message) => expect(mistake(from, to)).toMatch(message));
});
