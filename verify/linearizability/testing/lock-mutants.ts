import type { ObjectMutant, Planter } from './planter.ts';

/** The same violations of both locks that know their owner. */
function ownedMutants(model: string): ObjectMutant[] {
  const planted = (name: string, plant: (on: Planter) => void): ObjectMutant => ({
    model,
    name,
    plant,
    needsCertainty: true,
  });
  return [
    planted('two hold it one after the other', (on) => {
      on.call('acquire', 'p');
      on.call('acquire', 'q');
    }),
    planted('two get it at once', (on) => {
      const end = on.open('acquire', 'p');
      on.call('acquire', 'q');
      end();
    }),
    planted('somebody releases what another holds', (on) => {
      on.call('acquire', 'p');
      on.call('release', 'q');
    }),
    planted('it is released once too often', (on) => {
      on.call('acquire', 'p');
      on.call('release', 'p');
      on.call('release', 'p');
    }),
  ];
}

/** Violations of locks that know how often, and by whom, they are held. */
export const lockMutants: readonly ObjectMutant[] = [
  ...ownedMutants('owner-mutex'),
  {
    model: 'owner-mutex',
    name: 'its owner acquires it again',
    plant(on) {
      on.call('acquire', 'p');
      on.call('acquire', 'p');
    },
    needsCertainty: true,
  },
  ...ownedMutants('reentrant-mutex'),
  {
    model: 'reentrant-mutex',
    name: 'it is free though it was acquired more often than released',
    plant(on) {
      on.call('acquire', 'p');
      on.call('acquire', 'p');
      on.call('release', 'p');
      on.call('acquire', 'q');
    },
    needsCertainty: true,
  },
  {
    model: 'semaphore:2',
    name: 'more permits are held than there are',
    plant(on) {
      on.call('acquire', 2);
      on.call('acquire', 1);
    },
    needsCertainty: true,
  },
  {
    model: 'semaphore:2',
    name: 'two get the last permit at once',
    plant(on) {
      const end = on.open('acquire', 2);
      on.call('acquire');
      end();
    },
    needsCertainty: true,
  },
  {
    model: 'semaphore:2',
    name: 'more permits are released than are held',
    plant(on) {
      on.call('acquire', 2);
      on.call('release', 2);
      on.call('release');
    },
    needsCertainty: true,
  },
];
