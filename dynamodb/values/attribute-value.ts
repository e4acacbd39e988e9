/**
 * A value of an attribute as DynamoDB's JSON has it: exactly one member, whose name is the type.
 * Numbers are text in their one canonical form (`readNumber`), binary values base64.
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

/** An item, or the members of a map. Never changed once it is made: a write makes a new one. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The name of a type, in AWS's own spelling. */
export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** The type of a value that was read. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  throw new TypeError('an attribute value without a type was let in');
}
