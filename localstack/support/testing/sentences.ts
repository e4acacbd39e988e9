import { createInterface } from 'node:readline';
import { analyse } from '../analysis.ts';
import { sentence } from '../finding.ts';

/** Reads templates, one a line of JSON, and writes the sentences about each, one list a line. */
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(analyse(JSON.parse(line)).findings.map(sentence))}\n`);
