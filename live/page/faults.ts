import { count, duration } from '../../report/markup/format.ts';
import { type Html, html } from '../../report/markup/html.ts';
import type { FaultSwitch } from '../model/switches.ts';

/** The faults of the experiment as switches. @param now epoch ms */
export function faultSwitches(switches: readonly FaultSwitch[], fired: string, now: number): Html {
  if (switches.length === 0) return html`<p class="muted">The experiment has no faults.</p>`;
  return html`<ul class="switches">${switches.map((one) => switchOf(one, now))}</ul><p class="source">${fired} A fault whose time is over can be injected once more, for its own duration; one that never fires makes the run inconclusive.</p>`;
}

function switchOf(one: FaultSwitch, now: number): Html {
  const { name, fault, terms, state, rule, fired, can, isAsked, refused } = one;
  const ask = can === 'withdraw' ? rule : name;
  const isOn = state === 'on';
  return html`<li><div class="about"><strong id="fault-${name}">${name}</strong><span class="muted small">${fault}${terms !== undefined && `: ${terms}`}</span>
<span class="small">${isAsked ? 'asked, not done yet' : stateOf(one, now)}, fired ${count(fired)}×</span>${refused !== undefined && html`<span class="small fail">Not done: ${refused}</span>`}</div>
<button type="button" role="switch" class="switch" id="switch-${name}" aria-labelledby="fault-${name}" aria-checked="${String(isOn)}" data-ask="${can ?? ''}" data-fault="${ask ?? name}"${(can === undefined || isAsked) && html` disabled`}><span aria-hidden="true">${isOn ? 'on' : 'off'}</span></button></li>`;
}

function stateOf({ state, since, until }: FaultSwitch, now: number): string {
  if (state === 'to come') return 'its time is to come';
  if (state === 'over') return since === undefined ? 'over' : `over for ${duration(Math.max(0, now - since))}`;
  const left = until === undefined ? '' : `, for ${duration(Math.max(0, until - now))} more at most`;
  return `on for ${duration(Math.max(0, now - (since ?? now)))}${left}`;
}
