import { describe, expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../history/event.ts';
import { judge } from '../verdict/checker.ts';
import { linearizability } from './linearizability.ts';
import { type AnyModel, models } from './models/models.ts';

type Line = readonly [process: string, type: EventType, f: string, value?: unknown];

/**
 * Histories that others have published, with the verdict that they state.
 * - Figure 1 of Herlihy & Wing, Linearizability (TOPLAS 1990), FIFO queues H1 to H4, section 1.2.
 * - The register of Porcupine's README (github.com/anishathalye/porcupine): three clients, two histories; its initial 0
 *   is null here.
 * - The cas-registers of Knossos' README (github.com/jepsen-io/knossos), the second one also its file
 *   data/cas-register/bad/rethink-fail-minimal.edn.
 *
 * Compared with the source, event by event: Porcupine's and Knossos' (Knossos reads a crashed write back from 0; it is
 * nil at first here). Herlihy & Wing's are written after the text, which was not at hand to compare with.
 *
 * The histories that Porcupine's module carries are judged, with their known verdicts, by bench/linearizability.ts.
 */
const published: Readonly<Record<string, { model: string; valid: boolean; lines: readonly Line[] }>> = {
  'Herlihy & Wing H1: overlapping enqueues may take effect in either order': {
    model: 'queue',
    valid: true,
    lines: [
      ['A', 'invoke', 'enqueue', 'x'],
      ['B', 'invoke', 'enqueue', 'y'],
      ['B', 'ok', 'enqueue'],
      ['A', 'ok', 'enqueue'],
      ['B', 'invoke', 'dequeue'],
      ['B', 'ok', 'dequeue', 'x'],
      ['A', 'invoke', 'dequeue'],
      ['A', 'ok', 'dequeue', 'y'],
      ['A', 'invoke', 'enqueue', 'z'],
    ],
  },
  'Herlihy & Wing H2: x was enqueued before y began, and y is dequeued first': {
    model: 'queue',
    valid: false,
    lines: [
      ['A', 'invoke', 'enqueue', 'x'],
      ['A', 'ok', 'enqueue'],
      ['B', 'invoke', 'enqueue', 'y'],
      ['A', 'invoke', 'dequeue'],
      ['B', 'ok', 'enqueue'],
      ['A', 'ok', 'dequeue', 'y'],
    ],
  },
  'Herlihy & Wing H3: x is dequeued while its enqueue is still open': {
    model: 'queue',
    valid: true,
    lines: [
      ['A', 'invoke', 'enqueue', 'x'],
      ['B', 'invoke', 'dequeue'],
      ['B', 'ok', 'dequeue', 'x'],
    ],
  },
  'Herlihy & Wing H4: y is dequeued twice': {
    model: 'queue',
    valid: false,
    lines: [
      ['A', 'invoke', 'enqueue', 'x'],
      ['B', 'invoke', 'enqueue', 'y'],
      ['A', 'ok', 'enqueue'],
      ['B', 'ok', 'enqueue'],
      ['A', 'invoke', 'dequeue'],
      ['C', 'invoke', 'dequeue'],
      ['A', 'ok', 'dequeue', 'y'],
      ['C', 'ok', 'dequeue', 'y'],
    ],
  },
  'Porcupine README: both reads overlap the write of 100': {
    model: 'register',
    valid: true,
    lines: [
      ['C0', 'invoke', 'write', 100],
      ['C1', 'invoke', 'read'],
      ['C2', 'invoke', 'read'],
      ['C2', 'ok', 'read', null],
      ['C1', 'ok', 'read', 100],
      ['C0', 'ok', 'write'],
    ],
  },
  'Porcupine README: an old value is read after the new one was': {
    model: 'register',
    valid: false,
    lines: [
      ['C0', 'invoke', 'write', 200],
      ['C1', 'invoke', 'read'],
      ['C1', 'ok', 'read', 200],
      ['C2', 'invoke', 'read'],
      ['C2', 'ok', 'read', null],
      ['C0', 'ok', 'write'],
    ],
  },
  'Knossos README: a crashed write is read': {
    model: 'cas-register',
    valid: true,
    lines: [
      ['0', 'invoke', 'read', null],
      ['1', 'invoke', 'write', 3],
      ['1', 'info', 'write', 3],
      ['0', 'ok', 'read', 3],
    ],
  },
  'Knossos README, rethink-fail-minimal: a value is read that nobody is known to have written': {
    model: 'cas-register',
    valid: false,
    lines: [
      ['0', 'invoke', 'write', 0],
      ['0', 'ok', 'write', 0],
      ['1', 'invoke', 'read', null],
      ['2', 'invoke', 'write', 4],
      ['1', 'ok', 'read', 3],
      ['2', 'ok', 'write', 4],
      ['3', 'invoke', 'read', null],
      ['3', 'ok', 'read', 4],
    ],
  },
};

describe('published histories', () => {
  it.each(Object.entries(published))('%s', (_, { model: name, valid, lines }) => {
    const model = models.get(name) as AnyModel;
    const history = lines.map(([process, type, f, value], index): HistoryEvent => {
      return { index, time: index, process, type, f, ...(value !== undefined && { value }) };
    });
    expect(judge(linearizability, history, { options: { model } }).valid).toBe(valid);
  });
});
