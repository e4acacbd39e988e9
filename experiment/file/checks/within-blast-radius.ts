import { matchesGlob } from '../../../chaos/faults/glob.ts';
import type { ExperimentFile } from '../fields.ts';
import type { Mistake } from './check.ts';

/** What a target may name, and which list of the blast radius must allow it. */
const lists = { function: 'functions', table: 'tables', queue: 'queues' } as const;

/** No fault may aim at more than the experiment owns up to. */
export const withinBlastRadius = ({
  method,
  'blast-radius': radius,
}: Pick<ExperimentFile, 'method' | 'blast-radius'>): Mistake[] => {
  if (radius === undefined) return [];
  return method.flatMap(({ provider }, index) => {
    if (provider.type !== 'fault') return [];
    const path = ['method', index, 'provider'];
    const target = provider.target as Readonly<Record<string, unknown>>;
    const allows = (list: (typeof lists)[keyof typeof lists] | 'services', name: string) =>
      radius[list].some((pattern) => matchesGlob(pattern, name));
    const outside = Object.entries(lists).flatMap(([field, list]) => {
      const name = target[field];
      if (typeof name !== 'string' || allows(list, name)) return [];
      const allowed = radius[list].join(', ') || 'none';
      return [
        { path: [...path, 'target', field], says: `"${name}" is outside the blast radius; its ${list}: ${allowed}` },
      ];
    });
    const aimed = Object.keys(lists).some((field) => field in target);
    const service = typeof target.service === 'string' ? target.service : 'every service';
    if (!aimed && !allows('services', service)) {
      const allowed = radius.services.join(', ') || 'none';
      const says = `hits ${service} as a whole, which is outside the blast radius; its services: ${allowed}`;
      outside.push({ path: [...path, 'target'], says });
    }
    if (provider.percentage > radius.share) {
      const says = `${provider.percentage} % is outside the blast radius, which allows a share of ${radius.share} %`;
      outside.push({ path: [...path, 'percentage'], says });
    }
    return outside;
  });
};
