import { validationError } from '../../calls/errors.ts';
import { typeOf } from '../../values/attribute-value.ts';
import { checkName, readValue, type ValueInput } from '../../values/read-value.ts';
import type { Action } from '../updates/tree.ts';

/** What becomes of an attribute. */
export interface AttributeUpdate {
  readonly Action?: 'ADD' | 'PUT' | 'DELETE';
  readonly Value?: ValueInput;
}

const ADDABLE = ['L', 'SS', 'NS', 'BS', 'N'];
const DELETABLE = ['SS', 'NS', 'BS'];

const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);

function actionOf(name: string, { Action: kind = 'PUT', Value }: AttributeUpdate): Action {
  checkName(name);
  const path = [name];
  if (Value === undefined) {
    if (kind !== 'DELETE') throw invalid('Only DELETE action is allowed when no attribute value is specified');
    return { kind: 'REMOVE', path };
  }
  const value = readValue(Value);
  const type = typeOf(value);
  if (kind === 'DELETE' && !DELETABLE.includes(type))
    throw invalid(`DELETE action with value is not supported for the type ${type}`);
  if (kind === 'ADD' && !ADDABLE.includes(type)) throw invalid(`ADD action is not supported for the type ${type}`);
  if (kind === 'PUT') return { kind: 'SET', path, value: { kind: 'value', value } };
  return { kind, path, value, mismatch: 'Type mismatch for attribute to update' };
}

/** The actions that an AttributeUpdates parameter means. Throws AWS's ValidationException. */
export function readAttributeUpdates(updates: Readonly<Record<string, AttributeUpdate>>): readonly Action[] {
  return Object.entries(updates).map(([name, update]) => actionOf(name, update));
}
