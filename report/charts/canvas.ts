import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeMarkup, type Html, trusted } from '../markup/html.ts';

/** A chart is drawn once for screens and once for phones, where the same width would make its letters too small. */
export type Width = 'wide' | 'narrow';

/** Margins and widths in pixels, the same for all charts over time, so that their moments lie above each other. */
const frame = {
  wide: { width: 860, marginLeft: 44, marginRight: 16 },
  narrow: { width: 360, marginLeft: 36, marginRight: 14 },
} as const;

/** Renders a Plot to an SVG element that fills its width. */
export function draw(title: string, width: Width, options: Plot.PlotOptions): Html {
  return render(title, { class: `chart ${width}`, role: 'img' }, { ...frame[width], ...options });
}

/** Renders a Plot to an SVG element of its own size, to be scrolled; links in it are reached one by one. */
export function drawToScroll(title: string, options: Plot.PlotOptions): Html {
  return render(title, { class: 'scrolled', role: 'group' }, options);
}

/**
 * The SVG element needs no style of its own: Plot's inline style sheet and style attributes are taken away, so that the
 * page can forbid inline styles, and colours are CSS variables of the page.
 */
function render(title: string, attributes: Readonly<Record<string, string>>, options: Plot.PlotOptions): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = Plot.plot({ ...options, document });
  for (const element of svg.querySelectorAll('style')) element.remove();
  for (const element of [svg, ...svg.querySelectorAll('[style]')]) element.removeAttribute('style');
  for (const element of svg.querySelectorAll('[aria-label]')) element.removeAttribute('aria-label');
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.setAttribute('aria-label', placeholder);
  return trusted(
    svg.outerHTML
      .replace(/ (?:d|transform|[xy][12]?|width|height)="[^"<>]*"/g, withFewerDigits)
      .replace(placeholder, () => escapeMarkup(title)),
  );
}

/** The DOM library leaves `<` in attributes as it is; the label may hold data of the run, so it is put in escaped. */
const placeholder = 'label-of-the-chart';

/** Hundredths of a pixel are enough. */
function withFewerDigits(attribute: string): string {
  return attribute.replace(/(\.\d\d)\d+/g, '$1');
}

/** The two drawings of one chart; the style sheet shows the one that fits. */
export function drawBoth(title: string, options: (width: Width) => Plot.PlotOptions): Html {
  return trusted(draw(title, 'wide', options('wide')).text + draw(title, 'narrow', options('narrow')).text);
}
