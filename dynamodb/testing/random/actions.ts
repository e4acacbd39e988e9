/** A step into a document: a member of a map, or a position of a list. */
export type Path = readonly [string, ...(string | number)[]];

/** A value as DynamoDB's JSON has it, numbers written anyhow. */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly L: readonly Value[] }
  | { readonly M: Attributes };
export type Attributes = Readonly<Record<string, Value>>;

export type Operand = { readonly path: Path } | { readonly size: Path } | { readonly value: Value };
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Condition =
  | { readonly is: Comparator; readonly of: readonly [Operand, Operand] }
  | { readonly is: 'BETWEEN'; readonly of: readonly [Operand, Operand, Operand] }
  | { readonly is: 'IN'; readonly of: readonly [Operand, ...Operand[]] }
  | { readonly is: 'attribute_exists' | 'attribute_not_exists'; readonly at: Path }
  | { readonly is: 'attribute_type' | 'begins_with' | 'contains'; readonly at: Path; readonly value: Value }
  | { readonly is: 'AND' | 'OR'; readonly both: readonly [Condition, Condition] }
  | { readonly is: 'NOT'; readonly not: Condition };

export type Source =
  | { readonly value: Value }
  | { readonly path: Path }
  | { readonly ifNotExists: Path; readonly or: Value }
  | { readonly sum: '+' | '-'; readonly of: readonly [Path, Value] }
  | { readonly append: readonly [Path, Value] };
export type Change =
  | { readonly do: 'SET'; readonly at: Path; readonly to: Source }
  | { readonly do: 'REMOVE'; readonly at: Path }
  | { readonly do: 'ADD' | 'DELETE'; readonly at: Path; readonly value: Value };

export interface Key {
  readonly p: string;
  /** A number, written anyhow. */
  readonly s: string;
}

/** A write of one item. */
export type Write = { readonly key: Key; readonly condition: Condition | undefined } & (
  | { readonly write: 'Put'; readonly item: Attributes }
  | { readonly write: 'Delete' | 'ConditionCheck' }
  | { readonly write: 'Update'; readonly changes: readonly [Change, ...Change[]] }
);

/** Which sort keys a query asks for. */
export type Range =
  | { readonly is: Exclude<Comparator, '<>'>; readonly than: string }
  | { readonly is: 'BETWEEN'; readonly low: string; readonly high: string };

/** One call of DynamoDB. */
export type Action =
  | {
      readonly call: 'write';
      readonly write: Write;
      readonly returns: 'NONE' | 'ALL_OLD' | 'ALL_NEW';
      readonly tellsItem: boolean;
    }
  | { readonly call: 'get'; readonly key: Key }
  | { readonly call: 'transact'; readonly writes: readonly Write[]; readonly token: string | undefined }
  | { readonly call: 'batch'; readonly writes: readonly Write[] }
  | { readonly call: 'transactGet'; readonly keys: readonly Key[] }
  | {
      readonly call: 'query';
      readonly p: string;
      readonly range: Range | undefined;
      readonly filter: Condition | undefined;
      readonly limit: number | undefined;
      readonly backwards: boolean;
    }
  | { readonly call: 'queryIndex'; readonly g: string; readonly filter: Condition | undefined }
  | { readonly call: 'scan'; readonly filter: Condition | undefined };
