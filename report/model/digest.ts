import { type Headline, headlineOf, type Outline } from './headline.ts';
import { readRun } from './read-run.ts';
import type { Run } from './run.ts';
import { type Service, serviceOf } from './series/objective.ts';
import { shortNamesIn } from './short-name.ts';
import { spanOf } from './span.ts';
import { offendersOf } from './units/offenders.ts';
import { unitNameOf } from './units/unit-name.ts';
import { unitsIn } from './units/units.ts';
import { faultWindows } from './windows.ts';

/** A run with all that its renderings have in common, worked out once. */
export interface Digest extends Outline {
  readonly headline: Headline;
  /** Undefined where no request counts. */
  readonly service: Service | undefined;
  /** A physical name without what all of the system begin with. */
  readonly short: (name: string) => string;
}

/** The digest of a run that was read. Pure. */
export function digestOf(run: Run): Digest {
  const windows = faultWindows(run);
  const outline: Outline = {
    run,
    unit: unitNameOf([run.manifest?.system.unit]),
    units: unitsIn(run),
    offenders: offendersOf(run),
    windows,
    span: spanOf(run, windows),
  };
  return { ...outline, headline: headlineOf(outline), service: serviceOf(run), short: shortNamesIn(run) };
}

/** Reads a run's folder and works it out. @throws NoRunError when the folder holds no file of a run */
export async function readDigest(dir: string): Promise<Digest> {
  return digestOf(await readRun(dir));
}
