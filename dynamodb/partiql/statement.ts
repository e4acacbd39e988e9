import type { Condition } from '../expressions/conditions/tree.ts';
import type { Path } from '../expressions/placeholders.ts';
import type { Action } from '../expressions/updates/tree.ts';
import type { Item } from '../values/attribute-value.ts';

/** Reads items of a table or an index. */
export interface Select {
  readonly kind: 'SELECT';
  readonly table: string;
  readonly index: string | undefined;
  /** Undefined for all attributes. */
  readonly wanted: readonly Path[] | undefined;
  readonly where: Condition | undefined;
  readonly order: { readonly name: string; readonly descending: boolean } | undefined;
}

/** Which of the attributes a write returns, in the words of ReturnValues. */
export type Returning = 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW';

/** Puts an item that must not be there. */
export interface Insert {
  readonly kind: 'INSERT';
  readonly table: string;
  readonly item: Item;
}

/** Changes an item that must be there. */
export interface Update {
  readonly kind: 'UPDATE';
  readonly table: string;
  readonly actions: readonly Action[];
  readonly where: Condition;
  readonly returning: Returning | undefined;
}

/** Deletes an item, if it is there. */
export interface Delete {
  readonly kind: 'DELETE';
  readonly table: string;
  readonly where: Condition;
  readonly returning: Returning | undefined;
}

/** Checks that an item is there and meets a condition; only in transactions. */
export interface Exists {
  readonly kind: 'EXISTS';
  readonly table: string;
  readonly where: Condition;
}

/** A statement of PartiQL as DynamoDB knows it, with its parameters in place. */
export type Statement = Select | Insert | Update | Delete | Exists;
