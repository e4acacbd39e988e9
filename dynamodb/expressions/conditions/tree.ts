import type { AttributeValue } from '../../values/attribute-value.ts';
import type { Path } from '../placeholders.ts';
import type { Comparator } from '../syntax/condition.ts';

/** An operand whose placeholders are resolved. */
export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly of: Operand };

/** A condition whose placeholders are resolved and whose types were checked as far as they are known before an item is seen. */
export type Condition =
  | { readonly kind: Comparator | 'between' | 'in'; readonly operands: readonly Operand[] }
  | { readonly kind: FunctionName; readonly operands: readonly Operand[] }
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition };

/** The functions that are conditions. */
export type FunctionName = 'attribute_exists' | 'attribute_not_exists' | 'attribute_type' | 'begins_with' | 'contains';
