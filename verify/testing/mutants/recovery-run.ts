import { nemesis } from '../../history/event.ts';
import type { Draw } from './draw.ts';
import type { Draft, Drafts } from './saga-run.ts';

const second = 1e9;
/** When the fault of a made-up run begins and ends, and when the load ends. */
export const faultWindow = { start: 20 * second, end: 120 * second } as const;
const loadEnds = 240 * second;

/**
 * A valid run of requests and sagas through one fault: quick before it, slow from its beginning, quick again soon after
 * it. `request-0` is from before the fault; `slow-0` is the first saga that the fault slowed down.
 */
export function recoveryRun(draw: Draw, size: number): Drafts {
  const events: Draft[] = [];
  const { start, end } = faultWindow;
  const rule = { process: nemesis, f: 'fault', key: 'slow', value: { fault: 'delay' } };
  events.push({ ...rule, time: start, type: 'invoke' }, { ...rule, time: end, type: 'ok' });
  const count = 12 + size;
  for (let n = 0; n < count; n++) play(events, `${n}`, Math.floor((n * 18 * second) / count), draw(100, 900) * 1e6);
  for (let n = 0; n < 3; n++) {
    const began = start + n * second;
    play(events, `slow-${n}`, began, draw(2, 30) * second);
  }
  for (let n = 0; n < count; n++) {
    const began = end + Math.floor((n * (loadEnds - end)) / count);
    play(events, `after-${n}`, began, draw(1, 100) * 1e6);
  }
  for (let time = 0; time <= loadEnds + second; time += 5 * second) {
    const visible = time > start + 5 * second && time < end ? draw(0, 20) : 0;
    events.push(depth(time, visible));
  }
  return { events };
}

/** A sample of the depth of the one queue. */
export function depth(time: number, visible: number): Draft {
  const value = { visible, inFlight: 0, delayed: 0, deadLetter: false };
  return { time, process: 'observer', type: 'ok', f: 'depth', key: 'work', value };
}

/** A request that is answered, and its saga. */
export function play(events: Draft[], name: string, start: number, takes: number): void {
  const saga = `saga-${name}`;
  const request = { process: `client-${name}`, f: 'request', key: `request-${name}` };
  events.push(
    { ...request, time: start, type: 'invoke', value: { digest: name } },
    { ...request, time: start + 1, type: 'ok', value: { saga } },
    { time: start, process: saga, type: 'ok', f: 'begin', key: saga, value: { request: request.key, plan: [] } },
    {
      time: start + takes,
      process: saga,
      type: 'ok',
      f: 'end',
      key: saga,
      value: { version: 1, outcome: 'committed', label: 'done' },
    },
  );
}
