import { type AttributeType, type AttributeValue, typeOf } from '../../values/attribute-value.ts';
import { compareValues } from '../../values/compare.ts';
import { pathText } from '../paths.ts';
import type { Operand } from './tree.ts';

const OPERAND_COUNTS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const TYPE_NAMES = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M'];
const ORDERED = new Set<AttributeType>(['S', 'N', 'B']);
const WITHOUT_SIZE = new Set<AttributeType>(['N', 'BOOL', 'NULL']);
const ORDERINGS = new Set(['<', '<=', '>', '>=', 'between']);

/** The type of an operand as far as it is known before an item is seen. */
function knownType(operand: Operand | undefined): AttributeType | undefined {
  if (operand?.kind === 'value') return typeOf(operand.value);
  return operand?.kind === 'size' ? 'N' : undefined;
}

const shown = (value: AttributeValue) => {
  const [type, content] = Object.entries(value)[0] as [string, unknown];
  return `AttributeValue: {${type}:${typeof content === 'object' ? JSON.stringify(content) : content}}`;
};

function checkBounds(low: Operand | undefined, high: Operand | undefined): string | undefined {
  if (low?.kind !== 'value' || high?.kind !== 'value') return undefined;
  const bounds = `lower bound operand: ${shown(low.value)}, upper bound operand: ${shown(high.value)}`;
  if (typeOf(low.value) !== typeOf(high.value))
    return `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`;
  if ((compareValues(low.value, high.value) ?? 0) > 0)
    return `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`;
  return undefined;
}

function wrongType(name: string, type: string): string {
  return `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`;
}

function checkTypes(name: string, operands: readonly Operand[]): string | undefined {
  const types = operands.map(knownType);
  const bad = (allowed: (type: AttributeType) => boolean) => types.find((type) => type !== undefined && !allowed(type));
  if (ORDERINGS.has(name)) {
    const type = bad((known) => ORDERED.has(known));
    if (type !== undefined) return wrongType(name === 'between' ? 'BETWEEN' : name, type);
  }
  if (name === 'between') return checkBounds(operands[1], operands[2]);
  if (name.startsWith('attribute_') && name !== 'attribute_type')
    return operands[0]?.kind === 'path'
      ? undefined
      : `Operator or function requires a document path; operator or function: ${name}`;
  if (name === 'begins_with') {
    const type = bad((known) => known === 'S' || known === 'B');
    return type === undefined ? undefined : wrongType(name, type);
  }
  if (name === 'size' && types[0] !== undefined && WITHOUT_SIZE.has(types[0])) return wrongType(name, types[0]);
  if (name === 'attribute_type') {
    const type = operands[1];
    if (type?.kind !== 'value' || !('S' in type.value))
      return wrongType(name, knownType(type) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
    if (!TYPE_NAMES.includes(type.value.S))
      return `Invalid attribute type name found; type: ${type.value.S}, valid types: {${TYPE_NAMES.join(',')}}`;
  }
  return undefined;
}

function checkDistinct(name: string, operands: readonly Operand[]): string | undefined {
  const [first, second] = operands;
  if (operands.length !== 2 || first?.kind !== 'path' || second?.kind !== 'path') return undefined;
  return pathText(first.path) === pathText(second.path)
    ? `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${pathText(first.path)}`
    : undefined;
}

/** What AWS says of an operator's or function's operands before it sees an item; undefined if it says nothing. */
export function checkOperands(name: string, operands: readonly Operand[]): string | undefined {
  const count = OPERAND_COUNTS[name];
  if (count !== undefined && operands.length !== count)
    return `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`;
  return checkDistinct(name, operands) ?? checkTypes(name, operands);
}
