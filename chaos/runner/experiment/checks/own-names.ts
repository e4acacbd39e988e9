import type { Check } from './check.ts';

/** Names tell steps and probes apart in journals and rules. */
export const ownNames: Check = ({
  method,
  rollbacks,
  'stop-conditions': stops,
  'steady-state-hypothesis': { probes },
}) =>
  [
    { at: ['method'], named: method },
    { at: ['rollbacks'], named: rollbacks },
    { at: ['stop-conditions'], named: stops },
    { at: ['steady-state-hypothesis', 'probes'], named: probes },
  ].flatMap(({ at, named }) => {
    const names = named.map(({ name }) => name);
    return names.flatMap((name, index) =>
      names.indexOf(name) === index
        ? []
        : [{ path: [...at, index, 'name'], says: `expected a name of its own, got "${name}" again` }],
    );
  });
