import { validationError } from '../calls/errors.ts';
import { checkName } from '../values/read-value.ts';
import type { Path, PlaceholderInput, Placeholders } from './placeholders.ts';
import { readProjection } from './projection.ts';

/**
 * Refuses a request that mixes expressions with the parameters from before them, or has placeholders and no expression to use
 * them. Names are the parameters of the operation, in the order in which AWS tells them.
 */
export function checkParameters<Input extends PlaceholderInput>(
  input: Input,
  expressions: readonly (string & keyof Input)[],
  legacy: readonly (string & keyof Input)[],
): void {
  const given = (names: readonly (string & keyof Input)[]) => names.filter((name) => input[name] !== undefined);
  const used = given(expressions);
  const old = given(legacy);
  if (used.length > 0 && old.length > 0)
    throw validationError(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(', ')}} Expression parameters: {${used.join(', ')}}`,
    );
  if (input.ExpressionAttributeNames !== undefined && used.length === 0)
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  const withValues = expressions.filter((name) => name !== 'ProjectionExpression');
  if (input.ExpressionAttributeValues !== undefined && given(withValues).length === 0) {
    const names = `${withValues.join(' and ')} ${withValues.length > 1 ? 'are' : 'is'} null`;
    throw validationError(`ExpressionAttributeValues can only be specified when using expressions: ${names}`);
  }
}

/** Checks the names of AttributesToGet. Throws AWS's ValidationException. */
export function checkAttributesToGet({ AttributesToGet: names = [] }: WantedInput): void {
  names.forEach(checkName);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw validationError(`One or more parameter values were invalid: Duplicate value in attribute name: ${twice}`);
}

interface WantedInput {
  readonly ProjectionExpression?: string;
  readonly AttributesToGet?: readonly string[];
}

/** The paths that a request wants of items, by either parameter; undefined if it wants all. */
export function readWanted(input: WantedInput, placeholders: Placeholders): readonly Path[] | undefined {
  const { ProjectionExpression: expression, AttributesToGet: names } = input;
  if (expression !== undefined) return readProjection(expression, placeholders);
  checkAttributesToGet(input);
  return names?.map((name) => [name]);
}
