import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Headline, headlineOf } from '../model/headline.ts';
import { readRun } from '../model/read-run.ts';
import type { Run } from '../model/run.ts';
import { type Span, spanOf } from '../model/span.ts';
import { type FaultWindow, faultWindows } from '../model/windows.ts';

/** One of two runs that are compared. */
export interface Side {
  readonly run: Run;
  /** `<experiment>/<stamp>`, as its folder is called. */
  readonly name: string;
  readonly headline: Headline;
  readonly windows: readonly FaultWindow[];
  /** Undefined where the run knows no time. */
  readonly span: Span | undefined;
}

/** Reads a run for a comparison. @throws NoRunError when the folder holds no file of a run */
export async function readSide(dir: string): Promise<Side> {
  // `runs/latest` is a link: the run is called by the folder that it leads to.
  const real = await realpath(dir);
  return sideOf(await readRun(real), `${basename(dirname(real))}/${basename(real)}`);
}

/** A run, read already, as one side of a comparison. */
export function sideOf(run: Run, name: string): Side {
  const windows = faultWindows(run);
  const span = spanOf(run, windows);
  return { run, name, windows, span, headline: headlineOf(run, windows, span) };
}
