import { describe, expect, test } from 'vitest';
import { errorsOf, messagesOf } from '../../pruebas/apoyo/proceso-minimo/casos.ts';
import { withOpcionales, withTexto } from '../../pruebas/apoyo/proceso-minimo/minimo.ts';
import { contrast, PAPEL } from '../comun/color.ts';
import { readLogo } from './logo.ts';
import { type Contenidos, parseProceso } from './parsear.ts';

const LOGO = '<svg viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#123456"/></svg>';

function withIdentidad(identidad: object, opcionales: Readonly<Record<string, string>> = {}): Contenidos {
  return withOpcionales(
    opcionales,
    withTexto('proceso', (text) =>
      text.replace('"ajustes"', `"identidad": ${JSON.stringify(identidad)}, "ajustes"`),
    ),
  );
}

function loaded(contents: Contenidos) {
  const proceso = parseProceso(contents);
  if (!proceso.ok) throw new Error(proceso.error.map(({ mensaje }) => mensaje).join('\n'));
  return proceso.value;
}

describe('the identity of an institute', () => {
  test('is a colour, another for dark paper, and a logo; all of them are in the hash', () => {
    const common = loaded(withIdentidad({ color: '#6B1F4E' }));
    expect(common.identidad).toEqual({ color: '#6b1f4e', colorOscuro: null, logo: null });
    const own = loaded(
      withIdentidad({ color: '#004488', colorOscuro: '#88bbff', logo: 'logo.svg' }, { 'logo.svg': LOGO }),
    );
    expect(own.identidad).toMatchObject({ color: '#004488', colorOscuro: '#88bbff' });
    expect(own.identidad.logo).toContain('<path d="M0 0h10v10z" fill="#123456"/>');
    const another = loaded(
      withIdentidad(
        { color: '#004488', colorOscuro: '#88bbff', logo: 'logo.svg' },
        { 'logo.svg': LOGO.replace('123456', '123457') },
      ),
    );
    expect(new Set([common, own, another].map(({ sha256 }) => sha256)).size).toBe(3);
  });

  test.each([
    ['color', { color: '#ffcc00' }, PAPEL.claro],
    ['colorOscuro', { color: '#004488', colorOscuro: '#004488' }, PAPEL.oscuro],
  ] as const)(
    '%s that cannot be read on its paper is refused, with one that can',
    (clave, identidad, papel) => {
      const contents = withIdentidad(identidad);
      expect(errorsOf(contents)).toEqual([`COLOR proceso.json:44 identidad.${clave}`]);
      const [message = ''] = messagesOf(contents);
      const [, tiene = '', parecido = ''] =
        /y tiene ([\d.]+); el más parecido que se lee es "(#[0-9a-f]{6})"/.exec(message) ?? [];
      expect(Number(tiene)).toBeLessThan(4.5);
      expect(contrast(parecido, papel)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('what is not a colour, another name for the logo, and a logo that is not there are said', () => {
    expect(errorsOf(withIdentidad({ color: 'guinda' }))).toEqual(['COLOR proceso.json:44 identidad.color']);
    expect(errorsOf(withIdentidad({ color: '#6b1f4e', logo: '../otro.svg' }))).toEqual([
      'CONFIGURACION proceso.json:44 identidad.logo',
    ]);
    expect(errorsOf(withIdentidad({ color: '#6b1f4e', logo: 'logo.svg' }))).toEqual([
      'ARCHIVO_FALTA logo.svg:- -',
    ]);
  });
});

describe('a logo', () => {
  test('keeps what draws, with its styles as attributes, and leaves out what a program kept for itself', () => {
    const read = readLogo(
      'logo.svg',
      `<?xml version="1.0"?><!-- hecho con un programa -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://inkscape" viewBox="0 0 10 10" inkscape:version="1">
<metadata><rdf>cosas</rdf></metadata><title>Instituto</title>
<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
<g inkscape:label="capa"><path style="fill:url(#g);stroke:none;-inkscape-x:1" d="M0 0h10"/></g><use xlink:href="#g"/>
</svg>`,
    );
    expect(read).toEqual({
      ok: true,
      value:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>Instituto</title><defs>' +
        '<linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs><g>' +
        '<path fill="url(#g)" stroke="none" d="M0 0h10"/></g><use href="#g"/></svg>',
    });
  });

  test.each([
    ['a program', '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>'],
    ['a program with a prefix', '<svg viewBox="0 0 1 1"><svg:script>alert(1)</svg:script></svg>'],
    ['a program inside what is left out', '<svg viewBox="0 0 1 1"><metadata><script/></metadata></svg>'],
    ['an attribute that runs', '<svg viewBox="0 0 1 1" onload="alert(1)"></svg>'],
    ['an attribute without quotes', '<svg viewBox="0 0 1 1" onload=alert(1)></svg>'],
    ['HTML inside', '<svg viewBox="0 0 1 1"><foreignObject><p>hola</p></foreignObject></svg>'],
    ['an image', '<svg viewBox="0 0 1 1"><image href="#x"/></svg>'],
    ['a link', '<svg viewBox="0 0 1 1"><a href="https://ejemplo"><path d="M0 0"/></a></svg>'],
    ['a style sheet', '<svg viewBox="0 0 1 1"><style>@import url(x)</style></svg>'],
    ['another file', '<svg viewBox="0 0 1 1"><use xlink:href="otro.svg#x"/></svg>'],
    ['another file in a colour', '<svg viewBox="0 0 1 1"><path fill="url(https://ejemplo/x)"/></svg>'],
    ['another file in a style', '<svg viewBox="0 0 1 1"><path style="fill: url( //ejemplo/x )"/></svg>'],
    ['another file, escaped', '<svg viewBox="0 0 1 1"><path fill="u&#114;l(//x)"/></svg>'],
    ['a movement', '<svg viewBox="0 0 1 1"><animate attributeName="href"/></svg>'],
    ['an entity', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1"/>'],
    ['raw text', '<svg viewBox="0 0 1 1"><title><![CDATA[<script>]]></title></svg>'],
    ['a text with an entity', '<svg viewBox="0 0 1 1"><title>&x;</title></svg>'],
    ['a tag that is not closed', '<svg viewBox="0 0 1 1"><g></svg>'],
    ['two drawings', '<svg viewBox="0 0 1 1"></svg><svg viewBox="0 0 1 1"></svg>'],
    ['no viewBox', '<svg width="10" height="10"></svg>'],
    ['no SVG', 'hola'],
    ['far too much', `<svg viewBox="0 0 1 1"><metadata>${'x'.repeat(600_000)}</metadata></svg>`],
    ['too much', `<svg viewBox="0 0 1 1"><path d="${'M0 0'.repeat(4000)}"/></svg>`],
  ])('with %s is refused, with words', (_, svg) => {
    const read = readLogo('logo.svg', svg);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    for (const { codigo, mensaje } of read.error) {
      expect(codigo).toBe('LOGO');
      expect(mensaje).toMatch(/^logo\.svg.*; se esperaba .+\.$/);
    }
  });
});
