import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Html, html, trusted } from './html.ts';

const part = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
const ofAll = { style: part('style.css'), script: part('script.js') + part('picture.js') };

/** What a page of the report consists of besides its frame. */
export interface Parts {
  readonly title: string;
  /** What the page is about, at its top: experiment, time, seed. */
  readonly about: string;
  /** Sections by id and name; those that the content does not have are left out of the navigation. */
  readonly links: readonly (readonly [string, string])[];
  readonly content: Html;
  /** Where the numbers come from, one sentence or two. */
  readonly footer: string;
  /** What a page that is served does besides: its own style and script, and that it may ask whoever serves it. */
  readonly served?: { readonly style: string; readonly script: string };
}

/** One HTML document that loads nothing and sends nothing: its policy allows its own style sheet and script alone. */
export function documentOf({ title, about, links, content, footer, served }: Parts): string {
  const [style, script] = [ofAll.style + (served?.style ?? ''), ofAll.script + (served?.script ?? '')];
  const asks = served === undefined ? '' : " connect-src 'self';";
  const policy = `default-src 'none'; style-src 'sha256-${sha256(style)}'; script-src 'sha256-${sha256(script)}';${asks} img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="top width"><strong>Faultline</strong><span class="muted">${about}</span>
<nav aria-label="Sections">${links.filter(([id]) => content.text.includes(`<section id="${id}"`)).map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav><button type="button" id="theme" class="scripted-only">Theme: auto</button></div>
${content}
<footer><div class="width">${footer}</div></footer>
<script>${trusted(script)}</script>
</body>
</html>
`.text;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
