import type { ProbeKind } from './probe.ts';

/** How many sagas have no final state. */
export const openSagas: ProbeKind<'open-sagas', Record<never, never>> = {
  type: 'open-sagas',
  summary: 'sagas without a final state',
  fields: {},
  answers: 'number',
  inWords: () => 'open sagas',
  ask: (_, { observer }) => observer.openSagas(),
};
