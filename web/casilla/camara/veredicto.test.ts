import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import { formatCodigo } from '../../../src/dominio/codigo-de-acta.ts';
import { createDibujante, type Dibujante } from '../../../src/papel/dibujo.ts';
import { PLANTILLA } from '../../../src/papel/formato.ts';
import type { Proceso } from '../../../src/proceso/proceso.ts';
import { createAzar } from '../../../src/simulacro/azar.ts';
import { degradar } from '../../../src/simulacro/degradacion/degradar.ts';
import { type Nivel, sortearDegradacion } from '../../../src/simulacro/degradacion/niveles.ts';
import type { Gris } from './gris.ts';
import { leerCodigo, type Medidas, medir, motivosDe } from './veredicto.ts';

const SEMILLA = 2027;

async function toGris(imagen: Buffer, ancho: number): Promise<Gris> {
  const { data, info } = await sharp(imagen)
    .rotate()
    .resize({ width: ancho })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ancho: info.width, alto: info.height, puntos: new Uint8ClampedArray(data) };
}

describe('over photographs of printed actas', () => {
  let proceso: Proceso;
  let dibujante: Dibujante;

  beforeAll(async () => {
    proceso = await loadMinimo();
    dibujante = createDibujante(proceso);
  });

  async function medidasDe(nivel: Nivel): Promise<Medidas> {
    const azar = createAzar(SEMILLA);
    const degradacion = sortearDegradacion(nivel, azar, PLANTILLA.qr);
    const hoja = await dibujante.gris(proceso.actas[1]!, degradacion.ppp);
    const foto = await degradar(hoja, PLANTILLA, degradacion, azar);
    return medir(await toGris(foto, 480), await toGris(foto, 1600));
  }

  test.each<Nivel>(['telefono_bueno', 'telefono_dificil'])(
    '%s: nothing is wrong, and the scale of the sheet is known',
    async (nivel) => {
      const medidas = await medidasDe(nivel);
      expect(motivosDe(medidas)).toEqual([]);
      expect(medidas.puntosPorMilimetro).toBeGreaterThan(4);
    },
  );

  test.each<[Nivel, string]>([
    ['inservible_borroso', 'borrosa'],
    ['inservible_movido', 'borrosa'],
    ['inservible_oscuro', 'oscura'],
    ['inservible_cortado', 'cortada'],
    ['inservible_lejano', 'baja_resolucion'],
  ])('%s: it is said', async (nivel, motivo) => {
    expect(motivosDe(await medidasDe(nivel))).toContain(motivo);
  });
});

describe('the code of a picture', () => {
  const elegida = 'GUB-160806C08002' as IdActa;
  const codigo = (acta: string, proceso = 'michoacan-2027') =>
    formatCodigo({ proceso, acta: acta as IdActa });
  const leer = (texto: string | null) => leerCodigo(texto, 'michoacan-2027', elegida);

  test('is that of the acta that was chosen, of another, or of another process', () => {
    expect(leer(codigo(elegida))).toEqual({ tipo: 'la_elegida' });
    expect(leer(codigo('GUB-160806B01002'))).toEqual({ tipo: 'otra', acta: 'GUB-160806B01002' });
    expect(leer(codigo(elegida, 'puebla-2024'))).toEqual({ tipo: 'otro_proceso' });
  });

  test('one that is not of an acta, or was read badly, says nothing', () => {
    for (const texto of [
      null,
      '',
      'https://tienda.example',
      `${codigo(elegida)}7`,
      codigo(elegida).replace('08', '80'),
    ]) {
      expect(leer(texto)).toEqual({ tipo: 'sin_codigo' });
    }
  });
});
