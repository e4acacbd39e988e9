import { describe, expect, it } from '@jest/globals';
import type { Model } from '../calls/model.ts';
import type { Operation } from '../calls/operation.ts';
import type { AnyModel } from '../models/models.ts';
import { modelOf } from '../testing/live-object.ts';
import { impossible, StateTable, unseen } from './state-table.ts';

const done = (f: string, input?: unknown, output?: unknown): Operation => ({ f, input, output, returned: true });

/** A table, and what its model was asked. */
function counted(model: AnyModel) {
  const asked = { step: 0, canBecome: 0 };
  const { foresight } = model;
  const counting: Model<unknown> = {
    ...model,
    step: (state, operation) => {
      asked.step += 1;
      return model.step(state, operation);
    },
    ...(foresight && {
      foresight: {
        ...foresight,
        canBecome: (state, read) => {
          asked.canBecome += 1;
          return foresight.canBecome(state, read);
        },
      },
    }),
  };
  return { table: new StateTable(counting), asked };
}

/** A table of strings, and kinds of operations on one. */
function strings() {
  const { table, asked } = counted(modelOf('kv'));
  const kind = (f: string, input?: unknown, output?: unknown) => table.kindOf(done(f, input, output));
  const [putX, putY, appendW] = [kind('put', 'x'), kind('put', 'y'), kind('append', 'w')];
  return { table, asked, putX, putY, appendW, getX: kind('get', undefined, 'x'), getXw: kind('get', undefined, 'xw') };
}

describe('a table of states', () => {
  it('computes each step once, and gives equal states one number', () => {
    const { table, asked, putX, appendW, getX, getXw } = strings();
    const x = table.step(0, putX);
    const xw = table.step(x, appendW);
    const before = asked.step;
    expect([table.step(0, putX), table.step(x, appendW)]).toEqual([x, xw]);
    expect(asked.step).toBe(before);
    expect([table.step(xw, putX), table.step(xw, getXw), table.step(xw, getX)]).toEqual([x, xw, impossible]);
    expect([0, x, xw].map((state) => table.describe(state))).toEqual(['""', '"x"', '"xw"']);
  });

  it('goes on from a state that no read has seen only by what overwrites it', () => {
    const { table, putX, appendW, getX } = strings();
    expect([putX, appendW, getX].map((kind) => table.step(unseen, kind))).toEqual([
      table.step(0, putX),
      unseen,
      impossible,
    ]);
    expect(table.canBecome(unseen, getX)).toBe(false);
    expect(table.describe(unseen)).toBe('one that no read has seen');
  });

  it('knows which reads may still fit, asking once, and what makes them fit', () => {
    const { table, asked, putX, putY, appendW, getXw } = strings();
    const y = table.step(0, putY);
    const [first, before] = [table.canBecome(y, getXw), asked.canBecome];
    expect([first, table.canBecome(y, getXw), asked.canBecome - before]).toEqual([false, false, 0]);
    expect(table.canBecome(table.step(0, putX), getXw)).toBe(true);
    expect([putX, putY, appendW].map((kind) => table.isSource(kind, getXw))).toEqual([true, false, false]);
  });

  it('foresees nothing where the model does not', () => {
    const { foresight: _, ...blind } = modelOf('kv');
    const { table: unseeing } = counted(blind as AnyModel);
    const put = unseeing.kindOf(done('put', 'y'));
    const get = unseeing.kindOf(done('get', undefined, 'x'));
    expect([unseeing.foresees, strings().table.foresees]).toEqual([false, true]);
    expect([unseeing.canBecome(unseeing.step(0, put), get), unseeing.isSource(put, get)]).toEqual([true, false]);
  });

  it('tells what it holds: more for each state, and for each character of its key', () => {
    const held = (value: string) => {
      const of = counted(modelOf('kv')).table;
      const put = of.kindOf(done('put', value));
      const before = of.bytes;
      of.step(0, put);
      return of.bytes - before;
    };
    expect([held('xy') - held('x'), held('x'.repeat(101)) - held('x')]).toEqual([6, 600]);
    const { table: ofNumbers } = counted(modelOf('counter'));
    const add = ofNumbers.kindOf(done('add', 1));
    const before = ofNumbers.bytes;
    ofNumbers.step(ofNumbers.step(0, add), add);
    expect(ofNumbers.bytes - before).toBe(400);
  });
});
