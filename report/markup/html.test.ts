import { describe, expect, it } from '@jest/globals';
import { dataBlock, escapeMarkup, html } from './html.ts';

describe('html', () => {
  it('escapes every hole and leaves its own markup alone', () => {
    const hostile = `<script>alert("1")</script>' onload='x`;
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onload=&#39;x">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onload=&#39;x</p>',
    );
  });

  it('nests, joins lists and leaves out what is not there', () => {
    expect(html`<ul>${['a', 'b'].map((name) => html`<li>${name}</li>`)}${undefined}${false}${0}</ul>`.text).toBe(
      '<ul><li>a</li><li>b</li>0</ul>',
    );
  });

  it('replaces what no document may carry', () => {
    expect(escapeMarkup('a\u0000b\ud800c\u001b[31m\u{1f600}')).toBe('a\ufffdb\ufffdc\ufffd[31m\u{1f600}');
  });

  it('keeps a data block closed until its own end', () => {
    const block = dataBlock('series', { text: '</script><script>alert(1)</script>' }).text;
    expect(block.match(/<\/script>/g)).toHaveLength(1);
    expect(JSON.parse(block.slice(block.indexOf('>') + 1, block.lastIndexOf('<')))).toEqual({
      text: '</script><script>alert(1)</script>',
    });
  });
});
