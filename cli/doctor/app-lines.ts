import { styleText } from 'node:util';
import { analyse } from '../../localstack/support/analysis.ts';
import type { SynthesizedStack } from '../../localstack/support/assembly.ts';
import { type Finding, sentence } from '../../localstack/support/finding.ts';

/** What `./lab doctor --app` says of an app, and whether it can be deployed. */
export interface AppReport {
  readonly lines: readonly string[];
  readonly isDeployable: boolean;
}

/** Tells of each stack what runs, what has no effect, and what is refused, with what to do instead. */
export function reportApp(stacks: readonly SynthesizedStack[]): AppReport {
  const reports = stacks.map(reportStack);
  return {
    lines: reports.flatMap(({ lines }) => lines),
    isDeployable: reports.every(({ isDeployable }) => isDeployable),
  };
}

function reportStack({ name, template }: SynthesizedStack): AppReport {
  const { types, findings } = analyse(template);
  const refused = findings.filter(({ verdict }) => verdict.kind === 'refused' || verdict.kind === 'invalid');
  const idle = findings.filter(({ verdict }) => verdict.kind === 'idle');
  const count = [...types.values()].reduce((sum, each) => sum + each, 0);
  const verdict =
    refused.length === 0 ? styleText('green', 'can be deployed') : styleText('red', 'cannot be deployed as it is');
  return {
    lines: [
      `${styleText('bold', name)} (${count} ${count === 1 ? 'resource' : 'resources'}) ${verdict}`,
      ...refused.map((finding) => `  ${styleText('red', 'refused')}    ${sentence(finding)}`),
      ...byReason(idle).map((line) => `  ${styleText('dim', 'no effect')}  ${line}`),
    ],
    isDeployable: refused.length === 0,
  };
}

/** Things without effect are many and say the same: one line a reason. */
function byReason(findings: readonly Finding[]): string[] {
  const reasons = Map.groupBy(findings, ({ verdict }) => verdict.reason);
  return [...reasons].map(([reason, about]) => {
    const things = Map.groupBy(about, ({ type, subject }) => `${type}${subject === '' ? '' : ` ${subject}`}`);
    const named = [...things].map(([thing, { length }]) => (length === 1 ? thing : `${thing} (${length})`));
    return `${reason}: ${named.join(', ')}`;
  });
}
