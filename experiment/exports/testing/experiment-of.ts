import type { Experiment } from '../../file/experiment.ts';
import { parseExperiment } from '../../file/experiment-file.ts';

/** For tests: a small experiment with faults, each by its name and the lines of its provider, indented by four. */
export function experimentOf(faults: Readonly<Record<string, string>>, more = ''): Experiment {
  const steps = Object.entries(faults).map(
    ([name, lines]) => `- type: action\n  name: ${name}\n  provider:\n    type: fault${lines}\n`,
  );
  const yaml = `
title: A claim
description: What happens.
seed: 7
steady-state-hypothesis:
  title: Idle
  probes:
    - { type: probe, name: answers, tolerance: 404, provider: { type: http, path: /orders/none } }
    - { type: probe, name: none-open, tolerance: [0, 2], provider: { type: open-sagas } }
method:
- { type: action, name: customers, provider: { type: load, orders: 60, rate: 2 } }
${steps.join('')}
rollbacks:
- { type: action, name: off, provider: { type: withdraw-faults } }
recovery: { within: 2m }
invariants: [liveness]
${more}`;
  return parseExperiment(yaml, 'x.yaml');
}
