import { invariant } from '../check/invariant.ts';

/** An invariant of one's own: who is refused learns it within ten seconds. */
export const checker = invariant('quick-refusals', 'A refused saga is over ten seconds later.', function* ({ sagas }) {
  for (const { id, transitions, ends } of sagas.values()) {
    const refused = transitions.find(({ value }) => value.event === 'refused');
    const end = ends[0];
    if (refused === undefined || end === undefined || end.time - refused.time <= 10e9) continue;
    const what = `took ${Math.round((end.time - refused.time) / 1e9)} s from its refusal to its end`;
    yield { id, what, events: [refused.index, end.index] };
  }
});
