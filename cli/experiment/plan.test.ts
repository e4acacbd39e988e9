import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Standing } from '../../experiment/file/experiment.ts';
import { parseExperiment } from '../../experiment/file/experiment-file.ts';
import { planLines } from './plan.ts';

const yaml = `
title: A claim
description: What happens.
seed: 7
steady-state-hypothesis:
  title: Idle
  probes:
    - type: probe
      name: none-open
      tolerance: 0
      recovers-within: 20s
      provider: { type: item-count, table: shop-orders, index: open, where: { open: 'yes' } }
blast-radius: { functions: [shop-*], share: 50 }
stop-conditions:
  - { type: probe, name: backlog, tolerance: [0, 500], provider: { type: queue-depth, queues: work } }
method:
  - { type: action, name: rush, provider: { type: load, operations: 120, rate: 2, ramp-to: 6 } }
  - type: action
    name: slow
    provider:
      type: fault
      fault: delay
      target: { function: shop-payments }
      percentage: 50
      keys: ord-*
      parameters: { delayMs: 250 }
      start: 10s
      duration: 20s
  - type: probe
    name: quick
    start: 25s
    tolerance: [0, 2000]
    provider: { type: latency, percentile: p95, over: 10s }
  - { type: action, name: again, pauses: { before: 5s }, provider: { type: redrive } }
rollbacks:
  - { type: action, name: off, provider: { type: withdraw-faults } }
recovery: { within: 2m }
slo: { availability: 99, within: 2s }
invariants: [liveness]
`;

const standing: Standing = {
  steadyState: [{ name: 'answers', tolerance: 404, provider: { type: 'http', path: '/none' } }],
  invariants: ['no-loss'],
};

describe('the plan of an experiment', () => {
  const plan = planLines(parseExperiment(yaml, 'x.yaml', standing)).map((line) => stripVTControlCharacters(line));

  it.each([
    'Before and after: Idle',
    '  answers: GET /none: 404',
    '  none-open: items with open = yes in open of shop-orders: 0, within 20s',
    '  rush: 120 operations, 2 a second, changing to 6 a second, for 30s',
    '  quick: probe at 25s, p95 of requests in ms, over the last 10s: 0 to 2000',
    '  again: move dead letters back to their queues, after a pause of 5s',
    '  functions: shop-*',
    '  at most 50 % of attempts',
    '  not backlog: messages in the work queues: 0 to 500',
    '  promised: 99 % of requests within 2s',
    '  quiet within 2m',
    '  no-loss, liveness',
  ])('says "%s"', (line) => expect(plan).toContain(line));

  it('says whom a fault hits, how hard and when', () => {
    expect(plan.find((line) => line.includes('slow:'))).toMatch(
      /^ {2}slow: delay: 50 % with keys like ord-\* at function shop-payments \(.*delayMs 250.*\), from 10s for 20s$/,
    );
  });

  it('says of a fault that is told by work what it waits for, and when it ends at the latest', () => {
    const byWork = yaml
      .replace('start: 10s', 'start: 20 %')
      .replace('duration: 20s', 'until: fired 30\n      duration: 20s');
    const lines = planLines(parseExperiment(byWork, 'x.yaml', standing)).map((line) => stripVTControlCharacters(line));
    expect(lines.find((line) => line.includes('slow:'))).toMatch(
      /, from 20 % of the load until it has fired 30 times, at most for 20s$/,
    );
  });

  it('draws faults below the load that they meet', () => {
    const [axis, rush, slow] = plan.slice(plan.indexOf('Timeline') + 1);
    expect(axis).toMatch(/^ +0s +30s$/);
    expect(rush).toBe(`  rush  ${'█'.repeat(60)}`);
    expect(slow).toBe(`  slow  ${' '.repeat(20)}${'█'.repeat(40)}`);
  });
});
