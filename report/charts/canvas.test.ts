import { describe, expect, it } from '@jest/globals';
import * as Plot from '@observablehq/plot';
import { draw, drawBoth } from './canvas.ts';

const options = { marks: [Plot.text(['<b>&'], { frameAnchor: 'middle', text: (text) => text }), Plot.ruleY([1, 2])] };

describe('canvas', () => {
  it('draws a labelled picture without styles of its own', () => {
    const { text } = draw('A "title" <b>', 'wide', options);
    expect(text).toContain('viewBox="0 0 860 ');
    expect(text).toContain('aria-label="A &quot;title&quot; &lt;b&gt;"');
    expect(text).toContain('role="img"');
    expect(text).not.toMatch(/<style|style=/);
    expect(text).not.toContain('<b>');
    expect(text).toContain('>&lt;b&gt;&amp;</text>');
  });

  it('draws for screens and for phones', () => {
    expect(drawBoth('t', () => options).text.match(/class="chart (wide|narrow)"/g)).toEqual([
      'class="chart wide"',
      'class="chart narrow"',
    ]);
  });
});
