import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Digest, readDigest } from '../model/digest.ts';
import { type UnitName, unitNameOf } from '../model/units/unit-name.ts';

/** One of two runs that are compared. */
export interface Side extends Digest {
  /** `<experiment>/<stamp>`, as its folder is called. */
  readonly name: string;
}

/** Reads a run for a comparison. @throws NoRunError when the folder holds no file of a run */
export async function readSide(dir: string): Promise<Side> {
  // `runs/latest` is a link: the run is called by the folder that it leads to.
  const real = await realpath(dir);
  return { ...(await readDigest(real)), name: `${basename(dirname(real))}/${basename(real)}` };
}

/** What both count: units, where their systems count different things. */
export function sharedUnit(left: Side, right: Side): UnitName {
  return unitNameOf([left, right].map(({ run }) => run.manifest?.system.unit));
}
