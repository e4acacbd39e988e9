/** Markup that is safe to put into a page as it is. Only `html` and `trusted` make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a hole of an `html` template; everything but `Html` is escaped, `undefined` and `false` are left out. */
export type Content = Html | string | number | false | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes text for element content and quoted attributes alike. Characters that no HTML or XML document may carry
 * (controls but tab and line ends, lone surrogates) become U+FFFD, so that hostile data cannot make a file unreadable.
 */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\u007e\u00a0-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function render(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escapeMarkup(String(content));
  return content.map(render).join('');
}

/** A template whose holes are escaped: data of a run can never become markup. Attribute values must be quoted. */
export function html(strings: TemplateStringsArray, ...holes: readonly Content[]): Html {
  return new Html(strings.map((text, index) => text + render(holes[index])).join(''));
}

/** Marks markup as safe that a program made from escaped parts: the SVG of a chart, the page's own style sheet. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** Data for the page's script, in a block that the browser does not run; no `<` can end the block early. */
export function dataBlock(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return html`<script type="application/json" id="${id}">${trusted(json)}</script>`;
}
