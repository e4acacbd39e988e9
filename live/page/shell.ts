import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '../../report/markup/document.ts';
import { html } from '../../report/markup/html.ts';

const part = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

/** The page itself, the same for every run: it holds nothing of one, and asks for it with the token of its address. */
export function shell(): string {
  return documentOf({
    title: 'Faultline live',
    about: 'live',
    links: [
      ['faults', 'Faults'],
      ['timeline', 'Timeline'],
      ['story', 'Story of a key'],
      ['log', 'Log'],
    ],
    content: html`<header class="hero"><div class="width">
<p class="stage" id="stage" role="status">Waiting for the first news of the run.</p>
<p class="trouble fail" id="trouble" role="alert" hidden></p>
<noscript><p class="fail">This page asks for news by a script; allow scripts for it.</p></noscript>
<h1 id="claim">A run of Faultline</h1>
<p class="muted small" id="where"></p>
<div id="figures"></div>
<p class="acts"><button type="button" id="abort" disabled>Abort the run</button><button type="button" id="pause" aria-pressed="false">Hold the page</button><span class="muted small" id="news"></span></p>
<dialog id="sure" aria-labelledby="sure-title"><h2 id="sure-title">Abort the run?</h2><p>All faults are ended at once. The run still cleans up, collects what there is and says its verdict.</p><form method="dialog"><button value="no" autofocus>Go on with the run</button><button value="yes" id="abort-now" class="fail">Abort it</button></form></dialog>
</div></header>
<main class="width" id="content">
<section id="faults"><h2>Faults</h2><p class="intro">What the experiment has planned. A switch asks the run; the run does it, and writes it down.</p><div class="card" id="switches"></div></section>
<section id="timeline"><h2>Timeline</h2><p class="intro" id="axis"></p><div class="card" id="panels"></div></section>
<section id="story"><h2>Story of a key</h2><form id="ask-story"><label for="key">Key of a request, id of what came of it, or a part</label><div class="typed"><input id="key" name="key" autocomplete="off" autocapitalize="off" spellcheck="false" required maxlength="200"><button type="submit">Tell</button></div></form><div class="card" id="told" hidden></div></section>
<section id="log"><h2>Log</h2><p class="intro">What the runner has written down, the latest first.</p><div class="card" id="journal"></div></section>
</main>`,
    footer: 'This page reads what the run writes. To close it disturbs nothing.',
    served: { style: part('live.css'), script: part('live.js') },
  });
}
