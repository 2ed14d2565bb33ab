import { expect, test } from 'vitest';
import { escapeHtml, html, join } from './html.ts';

test('what is put inside is text, never markup', () => {
  expect(html`<p>${'<b>&"\''}</p>`.texto).toBe('<p>&lt;b&gt;&amp;&quot;&#39;</p>');
  expect(escapeHtml('Ñuñoa 100 %')).toBe('Ñuñoa 100 %');
});

test('pieces of HTML go as they are, alone or in lists; null is nothing and zero is a zero', () => {
  const items = [html`<li>1</li>`, html`<li>2</li>`];
  expect(html`<ul>${items}</ul>${null}${0}`.texto).toBe('<ul><li>1</li><li>2</li></ul>0');
  expect(join(items, ' · ').texto).toBe('<li>1</li> · <li>2</li>');
});
