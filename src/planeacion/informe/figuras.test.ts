import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readDocx } from '../pruebas/docx-leido.ts';
import type { Documento } from './documento.ts';
import { toDocx } from './docx.ts';
import { fill, parseMarcado, parseTramos } from './marcado.ts';
import { createImprenta } from './pdf.ts';

const HUELLA = 'a'.repeat(64);

function withFoto(formato: 'png' | 'jpeg'): Documento {
  return {
    portada: { fecha: '5 de diciembre de 2026', titulo: 'Informe', lineas: ['Instituto'] },
    contenido: 'sin_contenido',
    hoja: 'vertical',
    capitulos: [
      {
        ...{ titulo: 'Sesiones', numerado: 'con_numero', empieza: 'hoja_nueva' },
        bloques: [
          { tipo: 'figura', imagen: { sha256: HUELLA, formato }, pie: 'Sesión del 3 de noviembre' },
          { tipo: 'figura', imagen: null, pie: 'La que falta' },
          { tipo: 'lista', orden: 'numeros', puntos: [[{ texto: 'Uno', cara: 'normal' }]] },
          { tipo: 'lista', orden: 'numeros', puntos: [[{ texto: 'Otra vez uno', cara: 'negrita' }]] },
        ],
      },
    ],
  };
}

describe('a photograph', () => {
  it.each(['png', 'jpeg'] as const)('of %s is in both documents, with its caption', async (formato) => {
    const foto = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#246' } })
      [formato]()
      .toBuffer();
    const imagenes = new Map([[HUELLA, foto]]);
    const docx = await toDocx(withFoto(formato), imagenes);
    expect((await readDocx(docx)).parrafos).toContain('Sesión del 3 de noviembre');
    expect(docx.includes(`word/media/`)).toBe(true);
    const imprenta = createImprenta();
    const pdf = imprenta.pdf(withFoto(formato), imagenes);
    expect(pdf.includes('/Subtype /Image')).toBe(true);
    // The next report does not find it: it was only there for this one.
    expect(imprenta.pdf(withFoto(formato), new Map()).includes('/Subtype /Image')).toBe(false);
  });

  it('that is missing leaves its place and its caption', async () => {
    const { parrafos } = await readDocx(await toDocx(withFoto('png'), new Map()));
    expect(parrafos.filter((parrafo) => parrafo === '[Falta la fotografía]')).toHaveLength(2);
  });
});

describe('a text of the institute', () => {
  it('has paragraphs, lists, bold and italics', () => {
    expect(parseMarcado('Uno\nsigue.\n\n- a\n- **b**\n\n1. x\n2. y').map(({ tipo }) => tipo)).toEqual([
      'parrafo',
      'lista',
      'lista',
    ]);
    expect(parseTramos('a **b** *c **d*** e')).toEqual([
      { texto: 'a ', cara: 'normal' },
      { texto: 'b', cara: 'negrita' },
      { texto: ' ', cara: 'normal' },
      { texto: 'c ', cara: 'cursiva' },
      { texto: 'd', cara: 'negrita_cursiva' },
      { texto: ' e', cara: 'normal' },
    ]);
    expect(parseTramos('3 * 4 y **nada')).toEqual([{ texto: '3 * 4 y **nada', cara: 'normal' }]);
  });

  it('is filled in, and says what it asks for that is not known', () => {
    expect(fill('En {mes} de {anio}, {lugar}.', { mes: 'mayo', anio: '2027' })).toEqual({
      texto: 'En mayo de 2027, {lugar}.',
      desconocidos: ['{lugar}'],
    });
  });
});
