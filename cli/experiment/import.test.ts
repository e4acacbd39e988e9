import { describe, expect, it } from '@jest/globals';
import { exportToChaosToolkit } from '../../experiment/exports/chaos-toolkit.ts';
import { parseExperiment } from '../../experiment/file/experiment-file.ts';
import { importFromChaosToolkit } from '../../experiment/imports/chaos-toolkit.ts';
import { libraryExperiments } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

const library = libraryExperiments().map(({ name, path, system }) => [`${system.name}/${name}`, path] as const);

describe('an experiment of the library that was exported to Chaos Toolkit', () => {
  it.each(library)('%s comes back and is exported as before', async (name, path) => {
    const { experiment, system } = await readLabExperiment(path);
    const there = exportToChaosToolkit(experiment, { experiment: name, port: 4566 }).file;
    const { text, missing, different } = importFromChaosToolkit(JSON.parse(JSON.stringify(there)), {
      system: system.name,
      standing: system.steadyState.map((probe) => probe.name),
      seed: 0,
      operations: 1,
      rate: 1,
      duration: 1,
    });
    expect({ missing, different }).toEqual({ missing: [], different: [] });
    const back = parseExperiment(text, 'back.yaml', { steadyState: system.steadyState, invariants: [] });
    expect(exportToChaosToolkit(back, { experiment: name, port: 4566 }).file).toEqual(there);
  });
});
