import { validationError } from '../calls/errors.ts';
import type { Condition, Operand } from '../expressions/conditions/tree.ts';
import type { Path } from '../expressions/placeholders.ts';
import { attributesOf } from '../tables/key.ts';
import type { Source } from './source.ts';

/** What of the items an answer tells. */
export interface Selection {
  /** The paths that are told; undefined for all. */
  readonly wanted: readonly Path[] | undefined;
  readonly onlyCount: boolean;
  /** Whether items are fetched from the table, as the index has not all that is asked for. */
  readonly fromTable: boolean;
}

interface SelectionInput {
  readonly Select?: string;
  readonly ProjectionExpression?: string;
  readonly AttributesToGet?: readonly string[];
  readonly IndexName?: string;
}

const SAID: Readonly<Record<string, string>> = {
  ALL_ATTRIBUTES: 'ALL_ATTRIBUTES',
  ALL_PROJECTED_ATTRIBUTES: 'ALL_PROJECTED_ATTRIBUTES',
  COUNT: 'only the Count',
};

/** Checks that Select goes with the other parameters. Throws AWS's ValidationException. */
export function checkSelect(input: SelectionInput): void {
  const { Select: select, ProjectionExpression: expression, AttributesToGet: names, IndexName: index } = input;
  const parameter =
    expression !== undefined ? 'ProjectionExpression' : names !== undefined ? 'AttributesToGet' : undefined;
  const said = select === undefined ? undefined : SAID[select];
  if (said !== undefined && parameter !== undefined)
    throw validationError(`Cannot specify the ${parameter} when choosing to get ${said}`);
  if (select === 'SPECIFIC_ATTRIBUTES' && parameter === undefined)
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined)
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
}

/** The attributes that a condition looks at, as paths. */
export function pathsIn(condition: Condition | undefined): readonly Path[] {
  if (condition === undefined) return [];
  if ('conditions' in condition) return condition.conditions.flatMap(pathsIn);
  if ('condition' in condition) return pathsIn(condition.condition);
  const inOperand = (operand: Operand): readonly Path[] =>
    operand.kind === 'path' ? [operand.path] : operand.kind === 'size' ? inOperand(operand.of) : [];
  return condition.operands.flatMap(inOperand);
}

/** What an index does not have of the paths; nothing for tables. */
function notProjected({ table, index }: Source, paths: readonly Path[]): readonly string[] {
  if (index === undefined || index.projection.ProjectionType === 'ALL') return [];
  const names = [...attributesOf(table.definition.key), ...attributesOf(index.key)].map(({ name }) => name);
  const has = new Set([...names, ...(index.projection.NonKeyAttributes ?? [])]);
  return [...new Set(paths.map(([name]) => name as string))].filter((name) => !has.has(name));
}

/**
 * Decides what an answer tells. A local index fetches from its table what it has not; a global one cannot. Throws AWS's
 * ValidationException.
 */
export function readSelection(
  source: Source,
  { Select: select }: SelectionInput,
  wanted: readonly Path[] | undefined,
): Selection {
  const { index } = source;
  const missing = notProjected(source, wanted ?? []);
  const wantsAll = select === 'ALL_ATTRIBUTES' && index !== undefined && index.projection.ProjectionType !== 'ALL';
  if (index?.isGlobal && wantsAll)
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  if (index?.isGlobal && missing.length > 0)
    throw validationError(
      `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${missing.join(', ')}]`,
    );
  return { wanted, onlyCount: select === 'COUNT', fromTable: wantsAll || missing.length > 0 };
}
