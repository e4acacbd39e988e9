import { count } from '../markup/format.ts';
import type { Run } from '../model/run.ts';
import type { Row } from './comparison.ts';
import { type Side, sharedUnit } from './side.ts';

type Manifest = NonNullable<Run['manifest']>;

/** What was run, of both runs: where these differ, a difference of the results may come from it. */
export function settings(left: Side, right: Side): readonly Row[] {
  const row = (label: string, of: (side: Side) => string | undefined): Row => {
    const [one, other] = [of(left), of(right)];
    return { label, left: one, right: other, change: one === other ? 'same' : 'differs' };
  };
  const { many } = sharedUnit(left, right);
  const known = left.run.manifest !== undefined && right.run.manifest !== undefined;
  const fact = (label: string, of: (manifest: Manifest) => string | undefined): Row => {
    const compared = row(label, ({ run }) => run.manifest && of(run.manifest));
    return known ? compared : { ...compared, change: undefined };
  };
  const rules = new Set([left, right].flatMap(({ windows }) => windows.map(({ rule }) => rule)));
  const versions = new Set([left, right].flatMap(({ run }) => Object.keys(run.manifest?.versions ?? {})));
  return [
    fact('system', ({ system }) => system.name),
    fact('claim', ({ claim }) => claim),
    fact(many, ({ operations }) => count(operations)),
    fact('seed', ({ seed }) => String(seed)),
    fact('sabotage', ({ sabotage }) => sabotage ?? 'none'),
    ...[...rules].map((rule) => row(`fault ${rule}`, (side) => termsOf(side, rule))),
    fact('engine', ({ engine }) => [engine.kind, engine.version].filter((part) => part !== undefined).join(' ')),
    ...[...versions].map((name) => fact(name, (manifest) => manifest.versions[name])),
  ].filter((one) => one.left !== undefined || one.right !== undefined);
}

/** One sentence on what differs, for the top of a comparison. */
export function differencesOf(left: Side, right: Side): string {
  const unknown = [
    ...(left.run.manifest === undefined ? ['A'] : []),
    ...(right.run.manifest === undefined ? ['B'] : []),
  ];
  if (unknown.length > 0) return `What ${unknown.join(' and ')} ran is not known: there is no manifest.json.`;
  const differing = settings(left, right).filter(({ change }) => change === 'differs');
  if (differing.length === 0)
    return `Both ran the same: claim, ${sharedUnit(left, right).many}, seed, faults and versions.`;
  return `What was run differs in: ${differing.map(({ label }) => label).join(', ')}.`;
}

function termsOf({ windows }: Side, rule: string): string | undefined {
  const window = windows.find((one) => one.rule === rule);
  return window && [window.fault, window.terms].filter((part) => part !== undefined).join(': ');
}
