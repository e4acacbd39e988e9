import { expect, it } from '@jest/globals';
import { type EventType, type HistoryEvent, nemesis } from '../../history/event.ts';
import { judge } from '../../verdict/checker.ts';
import { eachSucceeds } from './each-succeeds.ts';

it('looks at what clients began or had done, not at what somebody remarks', () => {
  const lines: [process: string, type: EventType, f: string][] = [
    ['p', 'ok', 'read'],
    ['p', 'info', 'pause'],
    ['p', 'fail', 'stop'],
    [nemesis, 'invoke', 'kill'],
  ];
  const history = lines.map(([process, type, f], index): HistoryEvent => ({ index, time: index, process, type, f }));
  const counts = { invoke: 0, ok: 1, fail: 1, info: 1, kinds: 1 };
  expect(judge(eachSucceeds, history)).toMatchObject({ valid: true, counts });
});
