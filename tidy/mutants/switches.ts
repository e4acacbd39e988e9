import type { Rounds, Switch } from './instrument.ts';

declare global {
  /** The switch of a file, which its mutated code asks for as it is loaded. */
  var faultlineSwitch: (file: string, mutants?: number) => Switch;
}

const switches = new Map<string, Switch>();

/** Loops of the judge go round so often at most from now on, or not at all any more. */
export const rounds: Rounds = {
  gone: 0,
  most: Number.POSITIVE_INFINITY,
  stop() {
    throw new Error(`Loops went round more than ${rounds.most} times.`);
  },
};

globalThis.faultlineSwitch = (file, mutants = 0) => {
  const known = switches.get(file);
  if (known !== undefined) return known;
  const made: Switch = { active: -1, passed: new Uint8Array(mutants), rounds };
  switches.set(file, made);
  return made;
};

/** What was passed since the last call, by file. */
export function takePassed(): Record<string, number[]> {
  const taken: Record<string, number[]> = {};
  for (const [file, { passed }] of switches) {
    const ns = [...passed.keys()].filter((n) => passed[n] === 1);
    if (ns.length > 0) taken[file] = ns;
    passed.fill(0);
  }
  return taken;
}
