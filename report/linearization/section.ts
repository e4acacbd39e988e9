import type { Linearization } from '../../verify/verdict/linearization.ts';
import { swatch } from '../charts/timeline.ts';
import { counted, shortened } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import { linearizationChart, type Shade } from './chart.ts';
import { type Bar, layoutOf, textOf } from './layout.ts';

/** What a section of pictures is made of besides the pictures. */
export interface PictureContext {
  readonly shades: readonly Shade[];
  /** A time in ns since the history's origin, as text. */
  readonly clock: (time: number) => string;
  /** The file that the pictures are drawn from. */
  readonly source: string;
}

/** Each key of a history as a picture: which order explains its calls, and where that ends. */
export function linearizationSection(drawings: readonly Linearization[], context: PictureContext): Html {
  return html`<section id="linearization"><h2>Linearization</h2>
<p class="intro">A lane is a process, a bar one call from its invocation to its return, evenly spaced by the order of events. Numbered: an order in which the calls may have taken effect, each inside its bar.${context.shades.length > 0 && ' Shaded: a fault was active.'}</p>
${drawings.map((drawing, number) => pictureOf(drawing, `picture-${number}`, context))}</section>`;
}

function pictureOf(drawing: Linearization, anchor: string, { shades, clock, source }: PictureContext): Html {
  const { id, model, operations, omitted, culprit, order, valid } = drawing;
  const { bars, lanes } = layoutOf(drawing);
  return html`<div class="card picture" id="${anchor}"><h3><span class="mono">${shortened(id, 90)}</span> <span class="muted">${model}</span></h3>
<p>${told(drawing)}</p>
${culprit !== undefined && html`<a class="jump" href="#${anchor}-${culprit}" data-culprit="${culprit}">Jump to the ${valid === false ? 'first error' : 'first call without a place'}</a>`}
<ul class="legend across"><li>${swatch('--line-1')}in the order</li>${bars.some(({ role }) => role === 'open') && html`<li>${swatch('--quiet')}without a place: open, it may take effect later or never</li>`}${culprit !== undefined && html`<li>${swatch(valid === false ? '--bad' : '--doubt')}${valid === false ? '× cannot be placed' : '? not placed in the time or memory given'}</li>`}</ul>
<div class="lanes"><ol aria-hidden="true">${lanes.map((lane) => html`<li>${shortened(lane, 14)}</li>`)}</ol><div class="scroll">${linearizationChart(drawing, anchor, shades)}</div></div>
<div class="told scripted-only" aria-live="polite"><p class="muted small">Point at a bar, or go there with Tab: ← and → go by invocation, ↑ and ↓ by the order of effects, Home to the first, End to the ${culprit === undefined ? 'last' : 'one without a place'}.</p></div>
<details><summary class="small">The same calls as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Calls of ${shortened(id, 90)}"><table><thead><tr><th scope="col">Process</th><th scope="col">Call</th><th scope="col">Invoked</th><th scope="col">Returned</th><th scope="col">Took effect</th><th scope="col">State after</th></tr></thead>
<tbody>${bars.map((bar) => rowOf(bar, `${anchor}-${bar.position}`, valid, clock))}</tbody></table></div></details>
<p class="source">From ${source}.${omitted > 0 && ` ${counted(omitted, 'earlier call')} of this key left out of the picture.`}${order.length === 0 && operations.length > 0 && ' No order of the prefix was found in the time and memory given.'}</p></div>`;
}

function told({ valid, operations, culprit, prefix, states }: Linearization): Html {
  const call = culprit === undefined ? undefined : operations[culprit];
  if (call === undefined) return html`Linearizable: all ${counted(prefix.of, 'return')} have an order.`;
  const who = html`<strong class="mono">${shortened(textOf(call), 120)}</strong> of process ${shortened(String(call.process), 40)}`;
  const before = states.length > 0 && `; the state before it was ${states.join(' or ')}`;
  const known = html`The first ${prefix.returns} of ${counted(prefix.of, 'return')} are linearizable${before}.`;
  return valid === false
    ? html`<span class="fail">Not linearizable:</span> ${who} cannot be placed. ${known}`
    : html`<span class="inconclusive">Not decided:</span> ${who} was not placed before time or memory ended. ${known}`;
}

function rowOf(
  { call, role, place }: Bar,
  anchor: string,
  valid: Linearization['valid'],
  clock: (time: number) => string,
): Html {
  const moment = (at: { readonly index: number; readonly time: number }) =>
    html`${clock(at.time)} <span class="muted small">#${at.index}</span>`;
  const nowhere =
    role === 'open' ? 'not yet' : valid === false ? html`<strong class="fail">cannot be placed</strong>` : 'not placed';
  return html`<tr id="${anchor}"${place !== undefined && html` data-number="${place.number}"`}><th scope="row" class="mono">${shortened(String(call.process), 40)}</th><td class="mono">${shortened(textOf(call), 200)}</td><td class="nowrap">${moment(call.invoke)}</td><td class="nowrap">${call.return === null ? 'never' : moment(call.return)}</td><td>${place === undefined ? nowhere : `as number ${place.number}`}</td><td class="mono">${place?.state ?? '–'}</td></tr>`;
}
