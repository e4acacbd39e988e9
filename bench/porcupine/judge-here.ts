import { readFileSync } from 'node:fs';
import { linearizability } from '../../verify/linearizability/linearizability.ts';
import { type AnyModel, models } from '../../verify/linearizability/models/models.ts';
import type { KnownHistory } from './histories.ts';

// Reads histories from a file, judges each so many times, prints the verdicts: one side of bench/linearizability-processes.ts.

const histories = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as KnownHistory[];
const rounds = Number(process.argv[3]);
let verdicts: boolean[] = [];
for (let round = 0; round < rounds; round += 1) {
  verdicts = histories.map(({ events, model }) => {
    return linearizability.check(events, { model: models.get(model) as AnyModel, verdictOnly: true }).valid === true;
  });
}
console.log(JSON.stringify(verdicts));
