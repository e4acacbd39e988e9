import type { WriteUnits } from './capacity.ts';
import type { Table } from './table.ts';
import { takeThroughput } from './throughput.ts';

const NO_INDEXES: ReadonlyMap<string, number> = new Map();

/** Whether and how closely an answer tells the capacity that it took. */
export type Wish = 'INDEXES' | 'TOTAL' | 'NONE' | undefined;

/** Capacity that a call takes, by table: it is taken of the tables' throughput, and told if it was wished for. */
export class Consumed {
  readonly #wish: Wish;
  readonly #nowMs: number;
  /** `Read` or `Write` where AWS tells it apart, which is in transactions; there everything is done twice. */
  readonly #kind: 'Read' | 'Write' | undefined;
  readonly #byTable = new Map<Table, { table: number; readonly indexes: Map<string, number> }>();

  constructor(wish: Wish, nowMs: number, kind?: 'Read' | 'Write') {
    this.#wish = wish;
    this.#nowMs = nowMs;
    this.#kind = kind;
  }

  /** Adds what a read of a table, or of an index of it, took. */
  addRead(table: Table, units: number, indexes = NO_INDEXES): void {
    this.#add('Read', table, { table: units, indexes });
  }

  /** Adds what a write took. */
  addWrite(table: Table, units: WriteUnits): void {
    this.#add('Write', table, units);
  }

  #add(kind: 'Read' | 'Write', table: Table, units: WriteUnits): void {
    const times = this.#kind === undefined ? 1 : 2;
    takeThroughput(table, kind, units, times, this.#nowMs);
    if (this.#wish === undefined || this.#wish === 'NONE') return;
    const taken = this.#byTable.get(table) ?? { table: 0, indexes: new Map() };
    taken.table += units.table * times;
    for (const [name, more] of units.indexes) taken.indexes.set(name, (taken.indexes.get(name) ?? 0) + more * times);
    this.#byTable.set(table, taken);
  }

  #units(units: number): object {
    return { CapacityUnits: units, ...(this.#kind && { [`${this.#kind}CapacityUnits`]: units }) };
  }

  #tell(table: Table, taken: { table: number; readonly indexes: ReadonlyMap<string, number> }): object {
    const total = [...taken.indexes.values()].reduce((sum, units) => sum + units, taken.table);
    const told = { TableName: table.origin.name, ...this.#units(total) };
    if (this.#wish !== 'INDEXES') return told;
    const indexes = (isGlobal: boolean) => {
      const names = table.definition.indexes.filter((index) => index.isGlobal === isGlobal).map(({ name }) => name);
      const units = names.filter((name) => taken.indexes.has(name));
      const entries = units.map((name) => [name, this.#units(taken.indexes.get(name) as number)]);
      return entries.length > 0 ? Object.fromEntries(entries) : undefined;
    };
    const [local, global] = [indexes(false), indexes(true)];
    return {
      ...told,
      Table: this.#units(taken.table),
      ...(local && { LocalSecondaryIndexes: local }),
      ...(global && { GlobalSecondaryIndexes: global }),
    };
  }

  /** The member of an answer about one table; nothing if it was not wished for. */
  one(): { ConsumedCapacity?: object } {
    const [told] = this.#all();
    return told === undefined ? {} : { ConsumedCapacity: told };
  }

  /** The member of an answer about any number of tables. */
  all(): { ConsumedCapacity?: readonly object[] } {
    return this.#wish === undefined || this.#wish === 'NONE' ? {} : { ConsumedCapacity: this.#all() };
  }

  #all(): readonly object[] {
    return [...this.#byTable].map(([table, taken]) => this.#tell(table, taken));
  }
}
