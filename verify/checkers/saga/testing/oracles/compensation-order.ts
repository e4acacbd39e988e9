import { type Happening, type Oracle, ofSaga, sagaIds, timesOf } from '../small-saga-history.ts';

/** Some choice of true times has each step undone once, when it was there, after the failure, in reverse of the plan. */
export const compensationOrderOracle: Oracle = (history) =>
  sagaIds(history).filter((id) => {
    const effects = ofSaga(history, 'effect', id);
    const commits = effects.filter(({ value }) => value.action === 'commit');
    const undone = effects.filter(({ value }) => value.action === 'compensate');
    if (new Set(undone.map(({ value }) => value.step)).size !== undone.length) return true;
    const plan = ofSaga(history, 'begin', id)[0]?.value.plan ?? [];
    const refusal = ofSaga(history, 'transition', id).find(({ value }) => value.event === 'refused');
    return ![...choices(undone)].some((times) =>
      undone.every(({ value: { step } }, n) => {
        const time = times[n] ?? 0;
        return (
          commits.some((commit) => commit.value.step === step && timesOf(commit).some((at) => at <= time)) &&
          (refusal === undefined || refusal.end <= time) &&
          undone.every(({ value: other }, m) => {
            const inPlan = plan.includes(step) && plan.includes(other.step);
            return !inPlan || plan.indexOf(other.step) <= plan.indexOf(step) || (times[m] ?? 0) <= time;
          })
        );
      }),
    );
  });

/** Every choice of true times. */
function* choices(effects: readonly Happening<'effect'>[]): Generator<readonly number[]> {
  const [first, ...others] = effects;
  if (first === undefined) yield [];
  else for (const time of timesOf(first)) for (const rest of choices(others)) yield [time, ...rest];
}
