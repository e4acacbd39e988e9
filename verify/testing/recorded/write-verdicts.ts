import { writeFileSync } from 'node:fs';
import { grounds } from './grounds.ts';
import { recordedFile, verdictLines } from './recorded.ts';

/** Writes the recorded verdicts anew: `npm run -s recorded-verdicts`. Look at the difference before you keep it. */
const lines = grounds.flatMap((ground) => ground.checkers.flatMap((checker) => [...verdictLines(ground, checker)]));
writeFileSync(recordedFile, `${lines.join('\n')}\n`);
