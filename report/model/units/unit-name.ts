import type { Manifest } from '../../../run/run-files.ts';
import { counted } from '../../markup/format.ts';

/** What a key of a run stands for, in the words of its system: an order, orders. */
export type UnitName = Pick<Manifest['system']['unit'], 'one' | 'many'>;

/**
 * What the keys of one or several runs stand for: the one name of those that tell. A run without a manifest does not
 * (undefined); where nobody does, or they differ, it is a unit.
 */
export function unitNameOf(told: readonly (UnitName | undefined)[]): UnitName {
  const known = told.filter((name) => name !== undefined);
  const [first] = known;
  const isShared = first !== undefined && known.every(({ one, many }) => one === first.one && many === first.many);
  return isShared ? first : { one: 'unit', many: 'units' };
}

/** `1 order`, `12 orders`. */
export function countedUnits(value: number, { one, many }: UnitName): string {
  return counted(value, one, many);
}
