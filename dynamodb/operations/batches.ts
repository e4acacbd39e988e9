import { Violations } from '../shapes/violations.ts';
import type { Scope } from '../tables/scope.ts';
import type { Table } from '../tables/table.ts';
import { newTableName } from './parameters.ts';

/** The tables that a batch names. Throws for names that no table can have, and for tables that are not there. */
export function checkRequestedTables(names: readonly string[], scope: Scope, nowMs: number): readonly Table[] {
  for (const name of names) {
    if (name.startsWith('arn:')) continue;
    const violations = new Violations();
    newTableName.read(name, 'requestItems', violations, 'field');
    violations.throwAny();
  }
  return names.map((name) => scope.table(name, nowMs));
}
