import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Audit, runFiles } from '../../run/run-files.ts';
import { changed, type Settings } from './settings.ts';
import type { FaultTiming } from './timed-control.ts';

/** Compares the settings, writes `audit.json` and answers what faults left behind, one sentence each. */
export function writeAudit(
  runDir: string,
  { before, after, faults }: { before: Settings; after: Settings; faults: readonly FaultTiming[] },
): string[] {
  const residue = changed(before, after);
  const audit: Audit = {
    schema: 1,
    faults: faults.map((fault) => ({ ...fault })),
    settings: { before, after },
    residue,
  };
  writeFileSync(join(runDir, runFiles.audit), `${JSON.stringify(audit, null, 2)}\n`);
  return residue;
}
