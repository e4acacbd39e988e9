import { beforeEach, describe, expect, it } from '@jest/globals';
import { conditionFailed, key, n, World } from '../world.ts';

const OF_Q = "WHERE p = 'q' AND s = '0'";
let world: World;

const execute = (Statement: string, parameters: object = {}) =>
  world.tell('ExecuteStatement', { Statement, ...parameters });

describe('PartiQL', () => {
  beforeEach(() => {
    world = World.probed();
    world.put({ ...key('q'), v: { S: 'old' }, n: n(5) });
  });

  it('selects', () => {
    expect(execute(`SELECT v FROM Probes ${OF_Q}`)).toEqual({ Items: [{ v: { S: 'old' } }] });
    expect(execute('SELECT * FROM "Probes" WHERE p = ?', { Parameters: [{ S: 'q' }] }).Items).toEqual([
      world.item(key('q')),
    ]);
  });

  it('inserts what is not there', () => {
    const insert = "INSERT INTO Probes VALUE {'p': 'new', 's': '0', 'n': 5}";
    expect(execute(insert)).toEqual({ Items: [] });
    expect(world.item(key('new'))).toEqual({ ...key('new'), n: n(5) });
    expect(execute(insert)).toEqual({
      error: 'DuplicateItemException',
      message: 'Duplicate primary key exists in table',
    });
  });

  it('updates and deletes what is there', () => {
    expect(execute(`UPDATE Probes SET n = n + 1 ${OF_Q} RETURNING ALL NEW *`)).toEqual({
      Items: [{ ...key('q'), v: { S: 'old' }, n: n(6) }],
    });
    expect(execute("UPDATE Probes SET n = 1 WHERE p = 'missing' AND s = '0'")).toEqual(conditionFailed);
    expect(world.item(key('missing'))).toBeUndefined();
    expect(execute("DELETE FROM Probes WHERE p = 'missing' AND s = '0'")).toEqual({ Items: [] });
    expect(execute(`DELETE FROM Probes ${OF_Q}`)).toEqual({ Items: [] });
    expect(world.item(key('q'))).toBeUndefined();
  });

  it('does several statements at once, or none', () => {
    const transact = (...statements: readonly string[]) =>
      world.tell('ExecuteTransaction', { TransactStatements: statements.map((Statement) => ({ Statement })) });
    const insert = "INSERT INTO Probes VALUE {'p': 'new', 's': '0'}";
    expect(transact(insert, "INSERT INTO Probes VALUE {'p': 'q', 's': '0'}").error).toBe(
      'TransactionCanceledException',
    );
    expect(world.item(key('new'))).toBeUndefined();
    expect(transact(insert, `UPDATE Probes SET n = 7 ${OF_Q}`).error).toBeUndefined();
    expect([world.item(key('new')), world.item(key('q'))?.n]).toEqual([key('new'), n(7)]);
  });
});
