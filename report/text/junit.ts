import { escapeMarkup } from '../markup/html.ts';
import type { Run } from '../model/run.ts';

/**
 * JUnit XML, one test case an invariant: broken is a failure, not judged an error. A run that is inconclusive for
 * another reason (a fault that never fired, a hole in the history) or has no verdict gets a case of its own, so that no
 * build that reads this file takes it for green.
 */
export function junitOf({ verdict, manifest }: Pick<Run, 'verdict' | 'manifest'>): string {
  const suite = manifest?.experiment.name ?? manifest?.experiment.title ?? 'faultline';
  const cases = (verdict?.invariants ?? []).map(({ name, valid, counterexample, error }) => {
    if (valid === true) return testcase(suite, name);
    if (valid === false) {
      const offenders = (counterexample?.violations ?? []).slice(0, 20).map(({ id, what }) => `${id}: ${what}`);
      return testcase(suite, name, 'failure', counterexample?.summary ?? 'broken', offenders.join('\n'));
    }
    return testcase(suite, name, 'error', error ?? 'could not be judged', '');
  });
  const judged = verdict?.invariants.some(({ valid }) => valid !== true) ?? false;
  if (verdict === undefined) cases.push(testcase(suite, 'verdict', 'error', 'the run was not judged', ''));
  else if (verdict.verdict !== 'pass' && !judged)
    cases.push(testcase(suite, 'verdict', 'error', 'the run is inconclusive', verdict.reasons.join('\n')));
  const number = (tag: string) => cases.filter((text) => text.includes(`<${tag} `)).length;
  const seconds = manifest?.endedAt === undefined ? 0 : (manifest.endedAt - manifest.startedAt) / 1000;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
<testsuite name="${escapeMarkup(suite)}" tests="${cases.length}" failures="${number('failure')}" errors="${number('error')}" time="${seconds}">
${cases.join('\n')}
</testsuite>
</testsuites>
`;
}

function testcase(suite: string, name: string, kind?: 'failure' | 'error', message = '', text = ''): string {
  const open = `<testcase classname="${escapeMarkup(suite)}" name="${escapeMarkup(name)}"`;
  if (kind === undefined) return `${open}/>`;
  return `${open}><${kind} message="${escapeMarkup(message)}">${escapeMarkup(text)}</${kind}></testcase>`;
}
