import { expect, test } from 'vitest';
import { html } from './html.ts';

test('what goes inside is escaped, in elements and in attributes', () => {
  const name = `<script>alert("x")</script> & 'y'`;
  expect(html`<p title="${name}">${name}</p>`.texto).toBe(
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;">' +
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;</p>',
  );
});

test('HTML made by the template goes as it is; null is nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${null}${3}`.texto).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>3');
});
