import { describe, expect, it } from '@jest/globals';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { Span } from '../span.ts';
import { answerSeries, errorSeries } from './answers.ts';
import { depthSeries } from './depths.ts';
import { environmentSeries } from './environments.ts';
import { outcomeTimes, stateSeries } from './outcomes.ts';
import { percentileSeries } from './percentiles.ts';

const span: Span = { from: 1000, to: 5000, bucketMs: 1000, buckets: 4 };

const short = (name: string): string => name.replace('lab-', '');

function attempt(endedAt: number, outcome: ClientAttempt['outcome']): ClientAttempt {
  return { at: endedAt - 10, endedAt, process: 1, request: 1, attempt: 1, key: 'k', digest: '', outcome };
}

describe('percentiles', () => {
  it('are of what began in a bucket, and absent where nothing did', () => {
    const [p50, , p99] = percentileSeries(span, [
      { at: 1000, ms: 30 },
      { at: 1999, ms: 10 },
      { at: 3000, ms: 5 },
      { at: 9000, ms: 1 },
    ]);
    expect(p50?.values).toEqual([10, undefined, 5, undefined]);
    expect(p99?.values).toEqual([30, undefined, 5, undefined]);
  });
});

describe('answers', () => {
  const client = [attempt(1500, 'ok'), attempt(1600, 'info'), attempt(2500, 'info'), attempt(2600, 'fail')];

  it('are counted by what the client learnt', () => {
    expect(answerSeries(span, client).map(({ values }) => values)).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [1, 1, 0, 0],
    ]);
  });

  it('give an error rate only where something was asked', () => {
    expect(errorSeries(span, client)[0]?.values).toEqual([50, 50, undefined, undefined]);
  });
});

describe('depths', () => {
  const sample = (at: number, depth: number) => ({
    at,
    queues: {
      'lab-payments': { visible: depth, inFlight: 1, delayed: 0 },
      'lab-graveyard': { visible: depth, inFlight: 0, delayed: 0 },
    },
  });
  const found = { at: 9000, visible: 0, inFlight: 0, delayed: 0 };
  const queues = [
    { ...found, name: 'lab-payments', deadLetter: false },
    { ...found, name: 'lab-graveyard', deadLetter: true },
  ];

  it('take the greatest of a bucket and hold until the next sample', () => {
    const metrics = [sample(1100, 3), sample(1200, 5), sample(3500, 0)];
    const [payments, ...others] = depthSeries(span, { metrics, queues }, { deadLetters: false, short });
    expect(others).toEqual([]);
    expect(payments).toMatchObject({ label: 'payments', values: [6, 6, 1, undefined] });
  });

  it('tell dead-letter queues apart, whatever they are called', () => {
    const dead = depthSeries(span, { metrics: [sample(1100, 3)], queues }, { deadLetters: true, short });
    expect(dead.map(({ label, values }) => [label, values[0]])).toEqual([['graveyard', 3]]);
  });
});

describe('environments', () => {
  const sample = (at: number, environments: Record<string, number>) => ({ at, queues: {}, environments });

  it('take the most of a bucket, hold until the next sample and end with the last', () => {
    const metrics = [
      sample(1100, { 'lab-payments': 1, 'lab-chaos-latency': 1 }),
      sample(1900, { 'lab-payments': 3, 'lab-api': 1 }),
      sample(3100, { 'lab-payments': 2 }),
    ];
    expect(environmentSeries(span, metrics, short).map(({ label, values }) => [label, ...values])).toEqual([
      ['api', 1, 1, 0, undefined],
      ['payments', 3, 3, 2, undefined],
    ]);
  });

  it('are absent where the engine does not list them', () => {
    expect(environmentSeries(span, [{ at: 1100, queues: {} }], short)).toEqual([]);
  });
});

describe('outcomes', () => {
  const life = (begunAt: number, endedAt: number | undefined, label: string | undefined) => ({
    ...{ id: 'a', begunAt, endedAt, label, committed: label === undefined ? undefined : label === 'confirmed' },
  });
  const lives = [life(1100, 2100, 'confirmed'), life(1200, 3100, 'cancelled'), life(2200, undefined, undefined)];

  it('are open until they end', () => {
    const series = stateSeries(span, lives);
    expect(Object.fromEntries(series.map(({ label, values }) => [label, values]))).toEqual({
      confirmed: [0, 1, 1, 1],
      cancelled: [0, 0, 1, 1],
      open: [2, 2, 1, 1],
    });
  });

  it('take the time from beginning to end', () => {
    expect(outcomeTimes(lives)).toEqual([
      { at: 1100, ms: 1000 },
      { at: 1200, ms: 1900 },
    ]);
  });
});
