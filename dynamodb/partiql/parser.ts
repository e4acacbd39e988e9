import { validationError } from '../calls/errors.ts';
import type { Condition } from '../expressions/conditions/tree.ts';
import { overlapOf } from '../expressions/paths.ts';
import type { Path } from '../expressions/placeholders.ts';
import type { ValueInput } from '../values/read-value.ts';
import { ConditionParser, parsePath } from './conditions.ts';
import type { Exists, Insert, Returning, Select, Statement, Update } from './statement.ts';
import { Tokens } from './tokens.ts';
import { parseActions } from './updates.ts';
import { Parameters, parseValue } from './values.ts';

class StatementParser {
  readonly #tokens: Tokens;
  readonly #parameters: Parameters;

  constructor(tokens: Tokens, parameters: Parameters) {
    this.#tokens = tokens;
    this.#parameters = parameters;
  }

  parse(): Statement {
    const statement = this.#statement();
    this.#tokens.takeSymbol(';');
    if (this.#tokens.peek().kind !== 'end') throw this.#tokens.unexpected('the end');
    return statement;
  }

  #statement(): Statement {
    if (this.#tokens.takeWord('SELECT')) return this.#select();
    if (this.#tokens.takeWord('INSERT')) return this.#insert();
    if (this.#tokens.takeWord('UPDATE')) return this.#update();
    if (this.#tokens.takeWord('EXISTS')) return this.#exists();
    if (!this.#tokens.takeWord('DELETE')) throw this.#tokens.unexpected('SELECT, INSERT, UPDATE, DELETE or EXISTS');
    this.#tokens.expectWord('FROM');
    const table = this.#tokens.expectName();
    const where = this.#expectWhere();
    const returning = this.#returning();
    if (returning !== undefined && returning !== 'ALL_OLD')
      throw validationError('A DELETE can only return ALL OLD *.');
    return { kind: 'DELETE', table, where, returning };
  }

  #select(): Select {
    const wanted = this.#wanted();
    this.#tokens.expectWord('FROM');
    const table = this.#tokens.expectName();
    const index = this.#tokens.takeSymbol('.') ? this.#tokens.expectName() : undefined;
    const where = this.#tokens.isWord('WHERE') ? this.#expectWhere() : undefined;
    return { kind: 'SELECT', table, index, wanted, where, order: this.#order() };
  }

  #wanted(): readonly Path[] | undefined {
    if (this.#tokens.takeSymbol('*')) return undefined;
    const paths = [parsePath(this.#tokens)];
    while (this.#tokens.takeSymbol(',')) paths.push(parsePath(this.#tokens));
    const overlap = overlapOf(paths);
    if (overlap !== undefined) throw validationError(overlap);
    return paths;
  }

  #order(): Select['order'] {
    if (!this.#tokens.takeWord('ORDER')) return undefined;
    this.#tokens.expectWord('BY');
    const name = this.#tokens.expectName();
    const descending = this.#tokens.takeWord('DESC');
    if (!descending) this.#tokens.takeWord('ASC');
    return { name, descending };
  }

  #insert(): Insert {
    this.#tokens.expectWord('INTO');
    const table = this.#tokens.expectName();
    this.#tokens.expectWord('VALUE');
    const value = parseValue(this.#tokens, this.#parameters);
    if (!('M' in value)) throw validationError('The value that is inserted must be a tuple.');
    return { kind: 'INSERT', table, item: value.M };
  }

  #update(): Update {
    const table = this.#tokens.expectName();
    const actions = parseActions(this.#tokens, this.#parameters);
    return { kind: 'UPDATE', table, actions, where: this.#expectWhere(), returning: this.#returning() };
  }

  #exists(): Exists {
    this.#tokens.expectSymbol('(');
    this.#tokens.expectWord('SELECT');
    const { table, where } = this.#select();
    this.#tokens.expectSymbol(')');
    if (where === undefined) throw this.#tokens.unexpected('WHERE');
    return { kind: 'EXISTS', table, where };
  }

  #expectWhere(): Condition {
    this.#tokens.expectWord('WHERE');
    return new ConditionParser(this.#tokens, this.#parameters).parse();
  }

  #returning(): Returning | undefined {
    if (!this.#tokens.takeWord('RETURNING')) return undefined;
    const isAll = this.#tokens.takeWord('ALL');
    if (!isAll) this.#tokens.expectWord('MODIFIED');
    const isOld = this.#tokens.takeWord('OLD');
    if (!isOld) this.#tokens.expectWord('NEW');
    this.#tokens.expectSymbol('*');
    return `${isAll ? 'ALL' : 'UPDATED'}_${isOld ? 'OLD' : 'NEW'}`;
  }
}

/** Parses a statement and puts its parameters in place. Throws AWS's ValidationException. */
export function parseStatement(text: string, values: readonly ValueInput[]): Statement {
  const parameters = new Parameters(values);
  const statement = new StatementParser(new Tokens(text), parameters).parse();
  parameters.checkAllUsed();
  return statement;
}
