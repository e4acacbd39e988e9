import type { Experiment, Standing } from '../../file/experiment.ts';
import { parseExperiment } from '../../file/experiment-file.ts';

const standing: Standing = {
  steadyState: [
    { name: 'answers', tolerance: 404, provider: { type: 'http', path: '/orders/none' } },
    { name: 'none-open', tolerance: [0, 2], provider: { type: 'table-count', table: 'open' } },
  ],
  invariants: [],
};

/** For tests: a small experiment with faults, each by its name and the lines of its provider, indented by four. */
export function experimentOf(faults: Readonly<Record<string, string>>, more = ''): Experiment {
  const steps = Object.entries(faults).map(
    ([name, lines]) => `- type: action\n  name: ${name}\n  provider:\n    type: fault${lines}\n`,
  );
  const yaml = `
title: A claim
description: What happens.
seed: 7
method:
- { type: action, name: customers, provider: { type: load, operations: 60, rate: 2 } }
${steps.join('')}
rollbacks:
- { type: action, name: off, provider: { type: withdraw-faults } }
recovery: { within: 2m }
invariants: [liveness]
${more}`;
  return parseExperiment(yaml, 'x.yaml', standing);
}
