import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildReport } from '../report/build.ts';
import { sampleRun, writeSampleRun } from '../report/testing/sample-run.ts';

// Processor time of a report from the files of a run to its page, beside only parsing the same files: `node bench/report.ts [units]`
// Exits 1 past 2 s for 10,000 units.

const units = Number(process.argv[2] ?? 10_000);
const allowedMs = 2_000;

async function processorMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const folder = await mkdtemp(join(tmpdir(), 'faultline-report-'));
try {
  await writeSampleRun(folder, sampleRun({ count: units, seed: 1, verdict: 'fail' }));
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
  const parse = async () => {
    for (const name of files) {
      const text = await readFile(join(folder, name), 'utf8');
      for (const line of text.split('\n')) if (line !== '') JSON.parse(line);
    }
  };
  const parsed = await processorMs(parse);
  const built = await processorMs(() => buildReport(folder));
  console.log(`${units} units: report ${Math.round(built)} ms, parsing its files ${Math.round(parsed)} ms`);
  if (built > (allowedMs * units) / 10_000) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
