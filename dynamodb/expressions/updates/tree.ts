import type { AttributeValue } from '../../values/attribute-value.ts';
import type { Path } from '../placeholders.ts';

/** What a SET takes its value from, with placeholders resolved. Sums are calls of `+` and `-`. */
export type UpdateOperand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly UpdateOperand[] };

/** One action of an update. */
export type Action =
  | { readonly kind: 'SET'; readonly path: Path; readonly value: UpdateOperand }
  | { readonly kind: 'REMOVE'; readonly path: Path }
  | {
      readonly kind: 'ADD' | 'DELETE';
      readonly path: Path;
      readonly value: AttributeValue;
      /** What AWS says if the attribute has a type that this cannot change. */
      readonly mismatch: string;
    };
