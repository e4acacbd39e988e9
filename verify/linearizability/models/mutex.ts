import type { Model } from '../calls/model.ts';

/** A lock that one may hold; free at first. Who releases it is not looked at. */
export const mutex: Model<boolean> = {
  name: 'mutex',
  operations: { acquire: 'no value', release: 'no value' },
  initial: false,
  step: (held, { f }) => (held === (f === 'release') ? !held : undefined),
  isRead: () => false,
  keyOf: (held) => held,
};
