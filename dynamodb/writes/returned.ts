import { project } from '../expressions/projection.ts';
import type { Action } from '../expressions/updates/tree.ts';
import type { Item } from '../values/attribute-value.ts';
import type { Done } from './carry-out.ts';

/** The attributes that ReturnValues asks for: an item, or what of it the update touched. */
export function returned(
  returnValues: string | undefined,
  { before, after }: Pick<Done, 'before' | 'after'>,
  actions: readonly Action[],
): { readonly Attributes?: Item } {
  const whole = returnValues === 'ALL_OLD' || returnValues === 'UPDATED_OLD' ? before : after;
  if (returnValues === undefined || returnValues === 'NONE' || whole === undefined) return {};
  const told = returnValues.startsWith('UPDATED')
    ? project(
        whole,
        actions.map(({ path }) => path),
      )
    : whole;
  return Object.keys(told).length > 0 ? { Attributes: told } : {};
}
