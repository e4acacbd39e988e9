import { capital, count, duration, utc } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import type { Digest } from '../model/digest.ts';
import { repeatOf } from '../model/repeat.ts';
import type { FileNote, Run } from '../model/run.ts';
import type { UnitName } from '../model/units/unit-name.ts';

/** How to do it again: the command, the seed, the versions, the phases and the files that all this was read from. */
export function runSection({ run, unit }: Digest): Html {
  return html`<section id="run"><h2>The run</h2><p class="intro">What was run, on what, and how to run it again.</p>
${run.manifest === undefined ? html`<div class="card"><p>There is no manifest.json that could be read: command, seed, versions and phases are unknown.</p></div>` : manifestCards(run.manifest, unit, run.sweep)}
<div class="card"><h3>Files</h3><div class="scroll" tabindex="0" role="region" aria-label="Files of the run"><table><thead><tr><th scope="col">File</th><th scope="col" class="number">Records</th><th scope="col">Notes</th></tr></thead><tbody>${run.files.map(fileRow)}</tbody></table></div></div></section>`;
}

function manifestCards(manifest: NonNullable<Run['manifest']>, unit: UnitName, sweep: Run['sweep']): Html {
  const { system, seed, sabotage, operations, engine, versions, startedAt, endedAt, phases, experiment } = manifest;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Experiment', experiment.title ?? experiment.name],
    ['Description', typeof experiment.description === 'string' ? experiment.description.trim() : undefined],
    ['System', system.name],
    ['Seed', String(seed)],
    ['Sabotage', sabotage],
    // How many a sweep needs is found out while it runs.
    [capital(unit.many), sweep === undefined ? count(operations) : undefined],
    ['Engine', [engine.kind, engine.version, engine.endpoint].filter((part) => part !== undefined).join(', ')],
    ['Started', utc(startedAt)],
    [
      'Ended',
      endedAt === undefined
        ? 'not recorded: the run was cut short'
        : `${utc(endedAt)}, after ${duration(endedAt - startedAt)}`,
    ],
  ];
  return html`<div class="card"><h3 id="repeat-title">Run it again</h3>
<div class="repeat"><pre id="command">${repeatOf(manifest)}</pre><button type="button" id="copy" class="scripted-only" aria-describedby="repeat-title">Copy</button></div>
<dl class="facts">${facts.flatMap(([name, value]) => (value === undefined ? [] : [html`<dt>${name}</dt><dd>${value}</dd>`]))}</dl>
<p class="source">From manifest.json.</p></div>
<div class="columns"><div class="card"><h3>Phases</h3><table><tbody>${phases.map(
    (phase) =>
      html`<tr><th scope="row">${phase.name}</th><td class="number">${phase.endedAt === undefined ? 'not finished' : duration(phase.endedAt - phase.startedAt)}</td></tr>`,
  )}</tbody></table><p class="source">From manifest.json.</p></div>
<div class="card"><h3>Versions</h3><table><tbody>${Object.entries(versions).map(([name, version]) => html`<tr><th scope="row">${name}</th><td class="mono">${version}</td></tr>`)}</tbody></table><p class="source">From manifest.json.</p></div></div>`;
}

function fileRow({ name, present, records, problems }: FileNote): Html {
  return html`<tr><th scope="row" class="mono">${name}</th><td class="number">${present ? count(records) : '–'}</td><td>${present ? (problems.length === 0 ? 'read completely' : problems.map((problem) => html`<div class="inconclusive">${problem}</div>`)) : html`<span class="inconclusive">missing</span>`}</td></tr>`;
}
