import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { ActiveFault } from '../../experiment/carriers/carrier.ts';
import { faultTable } from './fault-table.ts';

const fault = (id: string, more: Partial<ActiveFault>): ActiveFault => ({
  id,
  fault: 'delay',
  carrier: 'rules',
  target: 'function f',
  ...more,
});

describe('the table of active faults', () => {
  it('shows how long each still has', () => {
    const faults = [
      fault('d', {}),
      fault('a', { startsAt: 500, expiresAt: 3_400 }),
      fault('b', { startsAt: 3_000, expiresAt: 9_000 }),
      fault('c', { carrier: 'settings', expiresAt: 900 }),
      fault('e', { carrier: 'settings', expiresAt: 9_000, ending: true }),
    ];
    const cells = faultTable(faults, 1_000).map((line) => stripVTControlCharacters(line).split(/ {2,}/));
    expect(cells.slice(1).map(([id, , , , state, ends]) => [id, state, ends])).toEqual([
      ['a', 'active', '3 s'],
      ['b', 'starts in 2 s', '8 s'],
      ['c', 'active', 'overdue; put back within a minute'],
      ['d', 'active', 'never by itself'],
      ['e', 'ending', '8 s'],
    ]);
  });

  it('says so when there is none', () => {
    expect(faultTable([], 0)).toEqual(['No fault is active.']);
  });
});
