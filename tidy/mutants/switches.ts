import type { Switch } from './instrument.ts';

declare global {
  /** The switch of a file, which its mutated code asks for as it is loaded. */
  var faultlineSwitch: (file: string, mutants?: number) => Switch;
}

const switches = new Map<string, Switch>();

globalThis.faultlineSwitch = (file, mutants = 0) => {
  const known = switches.get(file);
  if (known !== undefined) return known;
  const made: Switch = { active: -1, passed: new Uint8Array(mutants) };
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
